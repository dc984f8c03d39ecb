from collections.abc import Callable
from datetime import timedelta

from partnerships.base import clock
from partnerships.base.ical import Event
from partnerships.base.prepared import Param

BACK, AHEAD = timedelta(days=90), timedelta(days=400)

# from when to when feeds tell of things, for queries that are prepared: moments, and days
SINCE, UNTIL = (Param("now", "timestamptz", shift=shift) for shift in (-BACK, AHEAD))
FIRST, LAST = (Param("today", "date", shift=shift) for shift in (-BACK, AHEAD))

_SOURCES: list[Callable] = []


def source(function: Callable) -> Callable:
    """Register a function person -> list of Event."""
    _SOURCES.append(function)
    return function


def events_of(person) -> list[Event]:
    """Everything this person has in the calendar."""
    return [event for each in _SOURCES for event in each(person)]


def window() -> tuple:
    """From when to when feeds tell of things: moments."""
    return clock.now() - BACK, clock.now() + AHEAD
