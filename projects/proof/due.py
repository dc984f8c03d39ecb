"""When proofs are due: plain calculation, without the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

END, YEAR, INSTALMENT, FIXED = "end", "year", "instalment", "fixed"
KEPT_YEARS = 5


@dataclass(frozen=True)
class Period:
    """One proof: what it is about, and when it is due."""

    number: int
    starts_on: date
    ends_on: date
    due_on: date
    is_last: bool


def later(day: date, count: int, unit: str) -> date:
    """So many days, weeks or months later; the last of a month stays the last where there is no such day."""
    return day + relativedelta(**{unit: count})


def periods(start: date, end: date, *, after: str, count: int, unit: str, fixed_on: date | None, paid: Iterable[date] = ()) -> list[Period]:
    """The proofs of a grant from `start` to `end`; `paid`: the days on which money came."""
    if after == FIXED and fixed_on:
        return [Period(1, start, end, fixed_on, is_last=True)]
    if after == YEAR:
        return _years(start, end, count, unit)
    if after == INSTALMENT:
        return _instalments(start, end, count, unit, sorted(set(paid)))
    return [Period(1, start, end, later(end, count, unit), is_last=True)]


def _years(start: date, end: date, count: int, unit: str) -> list[Period]:
    found = []
    for number, year in enumerate(range(start.year, end.year + 1), start=1):
        first, last = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
        found.append(Period(number, first, last, later(date(year, 12, 31), count, unit), is_last=year == end.year))
    return found


def _instalments(start: date, end: date, count: int, unit: str, paid: list[date]) -> list[Period]:
    """One for each day on which money came, up to the day it is due; the one that reaches the end of the grant is the last."""
    found: list[Period] = []
    for day in paid:
        first = found[-1].ends_on + timedelta(days=1) if found else start
        due = later(day, count, unit)
        last = min(max(due, first), end)
        if first > end:
            break
        found.append(Period(len(found) + 1, first, last, due, is_last=last == end))
    return found


def kept_until(submitted: date) -> date:
    return submitted + relativedelta(years=KEPT_YEARS)
