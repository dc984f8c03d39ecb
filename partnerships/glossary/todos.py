"""Words of the glossary that wait for a yes."""

from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.base.prepared import MINE
from partnerships.glossary.models import Term
from partnerships.partnership import scope
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive, MySeat


def _open():
    rows = Term.objects.filter(scope.worked_on(ANYBODY), IsActive("partnership"), state=Term.State.PROPOSED)
    return rows.with_yeses_of(MINE).annotate(seat=MySeat("partnership"))


@source
@open_rows(
    rows=_open,
    facts=("seat", "yes_here"),
    shown=("id", "word", "state_since", "yes_ids", "partnership_id"),
    order=("state_since",),
)
def terms(row, me) -> Todo:
    missing = me.missing(row.partnership_id, row.yes_ids)
    mine = any(me.standing.writes_for(each) for each in missing.mine)
    return Todo(
        waiting="me" if mine else "us" if missing.mine else "them",
        title=_("Glossary: %(word)s") % {"word": row.word},
        ask=_("Say whether you mean the same by this word, or word it differently."),
        url=address("term_detail", row.id),
        since=moment(row.state_since),
        who="" if mine else ", ".join(missing.told),
        partnership=me.seat(row.partnership_id).title,
        icon="chat-left-text",
    )
