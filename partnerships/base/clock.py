"""The portal's clock: every now() and today() of the code comes from here, so that demo data and tests can live on another day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

BERLIN = ZoneInfo("Europe/Berlin")
_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """This moment, aware."""
    return _moment.get() or timezone.now()


def today() -> date:
    """The date in Germany at this moment."""
    return now().astimezone(BERLIN).date()


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """That wall-clock time in Germany, aware."""
    return datetime.combine(day, time(hour, minute), tzinfo=BERLIN)


def after(day: date) -> datetime:
    """The first moment after that day in Germany."""
    return at(day + timedelta(days=1), 0)


def days_since(moment: datetime) -> int:
    """Whole calendar days in Germany from that moment to today."""
    return (today() - moment.astimezone(BERLIN).date()) // timedelta(days=1)


@contextmanager
def travel(moment: datetime) -> Iterator[None]:
    """Within this block now() is `moment`."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
