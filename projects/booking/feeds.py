from django.conf import settings
from django.db.models import Q

from partnerships.base.ical import Event
from partnerships.base.prepared import PERSON, PreparedRows
from partnerships.feed.registry import SINCE, UNTIL, source
from partnerships.organisation.standing import ANYONE, values_of
from projects.booking.models import Booking


def _mine():
    rows = Booking.objects.visible_to(ANYONE).filter(Q(asked_by=PERSON) | Q(answered_by=PERSON), starts_at__range=(SINCE, UNTIL))
    rows = rows.filter(state__in=[Booking.State.CONFIRMED, Booking.State.CANCELLED])
    return rows.select_related("contribution__receiver").order_by("starts_at", "pk")


_MINE = PreparedRows(_mine)


@source
def bookings(person) -> list[Event]:
    """Rooms one has asked for or confirmed; cancelled ones as cancelled. What is only asked for occupies no time yet."""
    return [event_of(booking) for booking in _MINE.rows(values_of(person))]


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
