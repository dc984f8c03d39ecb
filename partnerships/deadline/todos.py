"""Deadlines that wait for a yes."""

from uuid import UUID

from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.deadline.models import Deadline
from partnerships.partnership import scope
from partnerships.partnership.rules import LEADS
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import MineOf, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive


def _with_missing(rows):
    return rows.with_missing_ids().annotate(missing_here=MineOf("missing_ids"))


@source
@open_rows(
    rows=lambda: _with_missing(Deadline.objects.filter(scope.worked_on(ANYBODY), IsActive("partnership"), state=Deadline.State.PROPOSED)),
    facts=("missing_here",),
    shown=("id", "state_since", "missing_here", "missing_names", "partnership_id"),
    order=("state_since",),
    lines=lambda: Deadline.objects.all().with_missing_ids(),
)
def deadlines(row, me) -> Todo:
    missing = [UUID(each) for each in row.missing_here]
    mine = any(me.standing.has(each, *LEADS) for each in missing)
    houses = [str(me.standing.organisations[each]) for each in missing] if missing else row.missing_names
    return Todo(
        waiting="me" if mine else "us" if missing else "them",
        title=_("Deadline for the release of minutes"),
        ask=_("Agree to it, or propose it differently."),
        url=address("deadline_detail", row.id),
        since=moment(row.state_since),
        who="" if mine else ", ".join(houses),
        partnership=me.seat(row.partnership_id).title,
        icon="hourglass-split",
    )
