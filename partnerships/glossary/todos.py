"""Words of the glossary that wait for a yes."""

from uuid import UUID

from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.glossary.models import Term
from partnerships.partnership import scope
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import MineOf, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive


def _with_missing(rows):
    return rows.with_missing_ids().annotate(missing_here=MineOf("missing_ids"))


@source
@open_rows(
    rows=lambda: _with_missing(Term.objects.filter(scope.worked_on(ANYBODY), IsActive("partnership"), state=Term.State.PROPOSED)),
    facts=("missing_here",),
    shown=("id", "word", "state_since", "missing_here", "missing_names", "partnership_id"),
    order=("state_since",),
    lines=lambda: Term.objects.all().with_missing_ids(),
)
def terms(row, me) -> Todo:
    missing = [UUID(each) for each in row.missing_here]
    mine = any(me.standing.writes_for(each) for each in missing)
    houses = [str(me.standing.organisations[each]) for each in missing] if missing else row.missing_names
    return Todo(
        waiting="me" if mine else "us" if missing else "them",
        title=_("Glossary: %(word)s") % {"word": row.word},
        ask=_("Say whether you mean the same by this word, or word it differently."),
        url=address("term_detail", row.id),
        since=moment(row.state_since),
        who="" if mine else ", ".join(houses),
        partnership=me.seat(row.partnership_id).title,
        icon="chat-left-text",
    )
