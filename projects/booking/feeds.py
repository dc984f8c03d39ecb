from django.conf import settings
from django.db.models import Q

from partnerships.base.ical import Event
from partnerships.feed.registry import source, window
from projects.booking.models import Booking


@source
def bookings(person) -> list[Event]:
    """Rooms one has asked for or confirmed; cancelled ones as cancelled. What is only asked for occupies no time yet."""
    since, until = window()
    rows = (
        Booking.objects.visible_to(person)
        .filter(Q(asked_by=person) | Q(answered_by=person), state__in=[Booking.State.CONFIRMED, Booking.State.CANCELLED])
        .filter(starts_at__range=(since, until))
        .select_related("contribution__receiver")
    )
    return [event_of(booking) for booking in rows.order_by("starts_at", "pk")]


def event_of(booking: Booking) -> Event:
    url = settings.BASE_URL.rstrip("/") + booking.get_absolute_url()
    return Event(
        uid=f"booking-{booking.pk}@augenhoehe",
        summary=booking.purpose,
        stamp=booking.state_since,
        begins=booking.starts_at,
        ends=booking.ends_at,
        location=booking.room,
        description=f"{booking.contribution.receiver}\n{url}",
        url=url,
        sequence=booking.edition,
        cancelled=booking.state == Booking.State.CANCELLED,
    )
