"""Bookings to answer, and the rooms that are used in the next two weeks."""

from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.prepared import NOW
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import AmI, IfMine, key, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive
from projects.booking.models import Booking

AHEAD = 14  # days

State = Booking.State


def _with_facts(rows):
    return rows.annotate(giver_mine=IfMine("giver"), said_by_me=AmI("asked_by"))


def _open():
    soon = Q(state=State.ASKED) | Q(state=State.CONFIRMED, starts_at__lte=NOW.after(days=AHEAD))
    return _with_facts(Booking.objects.visible_to(ANYBODY).filter(soon, IsActive("partnership"), starts_at__gt=NOW))


@source
@open_rows(
    rows=_open,
    facts=("state", "giver_mine", "said_by_me"),
    shown=(
        *("id", "state_since", "giver_mine", "said_by_me", "room", "purpose", "partnership_id"),
        *("state", "starts_at"),
        *("contribution__giver_id", "contribution__receiver_id"),
    ),
    order=("starts_at",),
)
def bookings(row, me) -> Todo:
    if row.state == State.CONFIRMED:
        return Todo(
            waiting="coming",
            title=row.purpose,
            ask=row.room,
            url=address("booking_detail", row.id),
            due=moment(row.starts_at).astimezone(clock.BERLIN).date(),
            happens=True,
            partnership=me.seat(row.partnership_id).title,
            icon="door-open",
        )
    giver = key(row.giver_mine)
    may = giver is not None and me.standing.writes_for(giver) and not row.said_by_me
    return Todo(
        waiting="me" if may else "us" if giver else "them",
        title=f"{row.room}: {row.purpose}",
        ask=_("Answer the booking"),
        url=address("booking_detail", row.id),
        since=moment(row.state_since),
        who=me.name_of(row.contribution_receiver_id if giver else row.contribution_giver_id),
        partnership=me.seat(row.partnership_id).title,
        icon="door-open",
    )
