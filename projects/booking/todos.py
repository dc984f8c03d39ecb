"""Bookings to answer."""

from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import AmI, IfMine, key, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive
from projects.booking.models import Booking


def _with_facts(rows):
    return rows.annotate(giver_mine=IfMine("giver"), said_by_me=AmI("asked_by"))


def _open():
    return _with_facts(Booking.objects.visible_to(ANYBODY).filter(IsActive("partnership"), state=Booking.State.ASKED))


@source
@open_rows(
    rows=_open,
    facts=("giver_mine", "said_by_me"),
    shown=(
        *("id", "state_since", "giver_mine", "said_by_me", "room", "purpose", "partnership_id"),
        *("contribution__giver__name", "contribution__receiver__name"),
    ),
    order=("starts_at",),
    lines=lambda: _with_facts(Booking.objects.all()),
)
def bookings(row, me) -> Todo:
    giver = key(row.giver_mine)
    may = giver is not None and me.standing.writes_for(giver) and not row.said_by_me
    return Todo(
        waiting="me" if may else "us" if giver else "them",
        title=f"{row.room}: {row.purpose}",
        ask=_("Answer the booking"),
        url=address("booking_detail", row.id),
        since=moment(row.state_since),
        who=row.contribution_receiver_name if giver else row.contribution_giver_name,
        partnership=me.seat(row.partnership_id).title,
        icon="door-open",
    )
