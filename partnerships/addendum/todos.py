"""Addenda that wait for a yes."""

from uuid import UUID

from django.utils.translation import gettext as _

from partnerships.addendum.models import Addendum
from partnerships.base.address import address
from partnerships.meeting.rules import RELEASERS
from partnerships.partnership import scope
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import MineOf, moment, open_rows
from partnerships.todo.seats import ANYBODY


def _with_missing(rows):
    return rows.with_missing_ids().annotate(missing_here=MineOf("missing_ids"))


@source
@open_rows(
    rows=lambda: _with_missing(Addendum.objects.filter(scope.worked_on(ANYBODY), state=Addendum.State.PROPOSED)),
    facts=("missing_here",),
    shown=("id", "title", "state_since", "missing_here", "missing_names", "partnership_id"),
    order=("state_since",),
    lines=lambda: Addendum.objects.all().with_missing_ids(),
)
def addenda(row, me) -> Todo:
    missing = [UUID(each) for each in row.missing_here]
    mine = any(me.standing.has(each, *RELEASERS) for each in missing)
    houses = [str(me.standing.organisations[each]) for each in missing] if missing else row.missing_names
    return Todo(
        waiting="me" if mine else "us" if missing else "them",
        title=row.title,
        ask=_("An addendum to released minutes waits to be read and confirmed."),
        url=address("addendum_detail", row.id),
        since=moment(row.state_since),
        who="" if mine else ", ".join(houses),
        partnership=me.seat(row.partnership_id).title,
        icon="file-earmark-check",
    )
