"""Addenda that wait for a yes."""

from django.utils.translation import gettext as _

from partnerships.addendum.models import Addendum
from partnerships.base.address import address
from partnerships.base.prepared import MINE
from partnerships.meeting.rules import RELEASERS
from partnerships.partnership import scope
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import moment, open_rows
from partnerships.todo.seats import ANYBODY, MySeat


def _open():
    rows = Addendum.objects.filter(scope.worked_on(ANYBODY), state=Addendum.State.PROPOSED)
    return rows.with_yeses_of(MINE).annotate(seat=MySeat("partnership"))


@source
@open_rows(
    rows=_open,
    facts=("seat", "yes_here"),
    shown=("id", "title", "state_since", "yes_ids", "partnership_id"),
    order=("state_since",),
)
def addenda(row, me) -> Todo:
    missing = me.missing(row.partnership_id, row.yes_ids)
    mine = any(me.standing.has(each, *RELEASERS) for each in missing.mine)
    return Todo(
        waiting="me" if mine else "us" if missing.mine else "them",
        title=row.title,
        ask=_("An addendum to released minutes waits to be read and confirmed."),
        url=address("addendum_detail", row.id),
        since=moment(row.state_since),
        who="" if mine else ", ".join(missing.told),
        partnership=me.seat(row.partnership_id).title,
        icon="file-earmark-check",
    )
