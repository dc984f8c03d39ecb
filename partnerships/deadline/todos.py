"""Deadlines that wait for a yes."""

from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.base.prepared import MINE
from partnerships.deadline.models import Deadline
from partnerships.partnership import scope
from partnerships.partnership.rules import LEADS
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive, MySeat


def _open():
    rows = Deadline.objects.filter(scope.worked_on(ANYBODY), IsActive("partnership"), state=Deadline.State.PROPOSED)
    return rows.with_yeses_of(MINE).annotate(seat=MySeat("partnership"))


@source
@open_rows(
    rows=_open,
    facts=("seat", "yes_here"),
    shown=("id", "state_since", "yes_ids", "partnership_id"),
    order=("state_since",),
)
def deadlines(row, me) -> Todo:
    missing = me.missing(row.partnership_id, row.yes_ids)
    mine = any(me.standing.has(each, *LEADS) for each in missing.mine)
    return Todo(
        waiting="me" if mine else "us" if missing.mine else "them",
        title=_("Deadline for the release of minutes"),
        ask=_("Agree to it, or propose it differently."),
        url=address("deadline_detail", row.id),
        since=moment(row.state_since),
        who="" if mine else ", ".join(missing.told),
        partnership=me.seat(row.partnership_id).title,
        icon="hourglass-split",
    )
