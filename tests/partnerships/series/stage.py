"""Series in every state, made by the actions themselves."""

from datetime import date, time, timedelta

from partnerships.base import clock
from partnerships.meeting.shapes import Guest
from partnerships.series import actions
from partnerships.series.models import Series
from partnerships.series.shapes import Terms
from tests.cast import Cast, Team

TUESDAY = date(2026, 12, 1)  # the first of December, a Tuesday
TODAY = clock.at(date(2026, 11, 23), 9)


def terms(cast: Cast, **changes) -> Terms:
    people = tuple(Guest(team.coordinator.name, team.coordinator, team.org) for team in cast.teams)
    return Terms(**({"kind": "jourfixe", "first": TUESDAY, "time": time(10), "people": people, "region": "BB"} | changes))


def proposed(cast: Cast, *, team: Team | None = None, **changes) -> Series:
    return actions.propose(cast.partnership, terms=terms(cast, **changes), by=(team or cast.social).staff)


def running(cast: Cast, *, team: Team | None = None, **changes) -> Series:
    team = team or cast.social
    series = proposed(cast, team=team, **changes)
    return actions.agree(series, edition=series.edition, by=cast.other(team).staff)


def days(series: Series) -> list[str]:
    """When its meetings are, by the wall clock, those cancelled left out."""
    rows = series.meetings.exclude(state="cancelled").order_by("starts_at")
    return [f"{each.starts_at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}" for each in rows]


def later(**span):
    """Within this block it is so much later than the day the tests begin on."""
    return clock.travel(TODAY + timedelta(**span))
