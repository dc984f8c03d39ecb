"""A booking, and the rooms one may ask for, read by queries that are planned once (base/prepared.py)."""

from partnerships.base.prepared import TODAY, Param, PreparedRows
from partnerships.base.valuation import Kind
from partnerships.organisation.standing import ANYONE, by_id, standing_of, values_of
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership
from projects.booking import rules
from projects.booking.models import Booking
from projects.contribution.models import Contribution

FIRST = 12  # any other room is booked from its contribution's page
NAMES = ("giver__name", "giver__short_name", "receiver__name", "receiver__short_name", "partnership__state")

booking_or_404 = by_id(lambda: Booking.objects.visible_to(ANYONE).for_page())


def _rooms():
    mine = scope.Among("receiver", params=(Param("writes", "uuid[]"),))
    rows = Contribution.objects.visible_to(ANYONE).promised().filter(mine, kind=Kind.ROOMS, ends_on__gte=TODAY)
    named = rows.filter(partnership__state=Partnership.State.ACTIVE).select_related("giver", "receiver", "partnership")
    return named.only("title", "kind", "state", "ends_on", *NAMES).order_by("-ends_on", "pk")[: FIRST + 1]


_ROOMS = PreparedRows(_rooms)


def bookable(person) -> dict:
    """The rooms this person may ask for, those granted the longest first, and whether there are more; one query."""
    rows = _ROOMS.rows(values_of(person, writes=standing_of(person).writing))
    return {"first": [each for each in rows[:FIRST] if rules.may_book(person, each)], "more": len(rows) > FIRST}
