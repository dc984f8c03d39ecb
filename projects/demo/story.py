"""The helper the chapters use: who acts, on which day before or after today."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from partnerships.base import clock
from partnerships.organisation.models import Organisation
from partnerships.partnership.models import Partnership
from partnerships.person.models import Person


class Story:
    """Organisations and people by key, partnerships, quarters, projects and whatever the chapters hand on to each other."""

    def __init__(self, today: date):
        self.today = today
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, Person] = {}
        self.partnerships: dict[str, Partnership] = {}
        self.quarters: dict = {}
        self.projects: dict = {}
        self.agreements: dict = {}
        self.series: dict = {}

    def __getattr__(self, key: str) -> Person:
        """story.mara, story.henrike."""
        try:
            return self.__dict__["people"][key]
        except KeyError as error:
            raise AttributeError(key) from error

    def day(self, ago: int) -> date:
        """So many days before today; negative ones lie ahead."""
        return self.today - timedelta(days=ago)

    def workday(self, ago: int) -> date:
        """The same, moved back to Friday where it would be a weekend."""
        day = self.day(ago)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def moment(self, ago: int, hour: int = 10, minute: int = 0) -> datetime:
        return clock.at(self.workday(ago), hour, minute)

    @contextmanager
    def ago(self, days: int, hour: int = 10, minute: int = 0, *, since: datetime | None = None) -> Iterator[None]:
        """Within this block it is that many days ago, a working day, at that hour in Germany - never later than now, and half an hour
        after `since`, where a weekend would bring it before that.
        """
        wanted = self.moment(days, hour, minute)
        with clock.travel(min(max(wanted, since + timedelta(minutes=30)) if since else wanted, clock.now())):
            yield

    def year(self, back: int = 0) -> tuple[date, date]:
        """First and last day of this year, or of one before."""
        return date(self.today.year - back, 1, 1), date(self.today.year - back, 12, 31)
