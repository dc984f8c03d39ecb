"""Bookings on the page of their contribution."""

from django.db.models import OuterRef
from django.utils.dateparse import parse_datetime

from partnerships.base.prepared import NOW
from partnerships.base.valuation import Kind
from projects.booking import rules
from projects.booking.models import Booking
from projects.contribution.models import Contribution
from projects.contribution.parts import Part, Shown, register, rows_of

NEXT = 6


def columns(person) -> dict:
    """The next ones of a granted room, within the contribution's own query."""
    rows = Booking.objects.filter(contribution=OuterRef("pk"), ends_at__gte=NOW).order_by("starts_at", "pk")[:NEXT]
    return {"booking_rows": rows_of(rows, "id", "room", "purpose", "starts_at", "ends_at", "state")}


def bookings(contribution, person) -> Shown | None:
    if contribution.kind != Kind.ROOMS or contribution.state not in Contribution.PROMISED:
        return None
    found = [
        Booking(**row | {name: parse_datetime(row[name]) for name in ("starts_at", "ends_at")}) for row in contribution.booking_rows or []
    ]
    words = {"bookings": found, "contribution": contribution, "may_book": rules.may_book(person, contribution)}
    return Shown("projects/booking/next.html", words)


register(Part(order=25, show=bookings, columns=columns))
