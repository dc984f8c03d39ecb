"""Bookings for tests, made by the actions themselves."""

from datetime import timedelta

from partnerships.base import clock
from projects.booking import actions
from projects.booking.models import Booking
from tests.projects.contribution import making


def room(cast, team=None):
    """A room granted to `team` (the social one) for this year and the next."""
    day = clock.today()
    period = {"starts_on": day - timedelta(days=30), "ends_on": day + timedelta(days=360), "months": 12}
    return making.granted(cast, team, making.rooms(**period))


def times(days: int = 3, hour: int = 10, length: int = 2) -> dict:
    on = clock.today() + timedelta(days=days)
    return {"starts_at": clock.at(on, hour), "ends_at": clock.at(on, hour + length)}


def asked(cast, team=None, granted=None, **words) -> Booking:
    """Asked for by the staff of `team` (the social one), in three days from 10 to 12."""
    team = team or cast.social
    words = {"room": "Saal", "purpose": "Kleiderbörse"} | times() | words
    return actions.ask(granted or room(cast, team), by=team.staff, **words)


def confirmed(cast, team=None, **words) -> Booking:
    team = team or cast.social
    return actions.confirm(asked(cast, team, **words), edition=1, by=cast.other(team).staff)
