"""Working days in Germany: Monday to Friday without the public holidays that all of Germany has."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

ONE = timedelta(days=1)
Span = tuple[date, date]


def easter(year: int) -> date:
    """Easter Sunday (Gauss, Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    m = (a + 11 * d + 22 * e) // 451
    month, day = divmod(d + e - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The nationwide ones."""
    sunday = easter(year)
    moving = [sunday + timedelta(days=days) for days in (-2, 1, 39, 50)]
    return frozenset([*moving, date(year, 1, 1), date(year, 5, 1), date(year, 10, 3), date(year, 12, 25), date(year, 12, 26)])


def lies_in(day: date, closed: Iterable[Span]) -> bool:
    """Is the day in one of these periods (first and last day included)?"""
    return any(start <= day <= end for start, end in closed)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


def working_days_after(day: date, count: int, closed: Iterable[Span] = ()) -> date:
    """The working day so many after `day`; days within a closed period do not count. For none it is `day` itself."""
    spans = sorted(closed)
    while count > 0:
        day += ONE
        shut = next((end for start, end in spans if start <= day <= end), None)
        if shut:
            day = shut
        elif is_working_day(day):
            count -= 1
    return day
