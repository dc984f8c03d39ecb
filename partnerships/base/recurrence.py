"""What recurs: a rule as RFC 5545 writes it, its days, and what public holidays do to them. No Django here, days only.

The first day says which weekday or which date recurs. A rule knows days, never moments: whoever adds the time of the day adds it as the
clock on the wall shows it, so that 10:00 stays 10:00 across the change of the clocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from itertools import takewhile

import holidays
from dateutil.rrule import rrulestr

ONE = timedelta(days=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_STEPS_OFF = 30  # no region has so many holidays and weekends in a row


class Unit(StrEnum):
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class By(StrEnum):
    """By what a day of a month recurs: as the second Tuesday, as the last Tuesday, or as the 14th."""

    WEEKDAY = "weekday"
    LAST = "last"
    DATE = "date"


class OnHoliday(StrEnum):
    KEEP = "keep"
    SKIP = "skip"
    MOVE = "move"


@dataclass(frozen=True)
class Rule:
    """Every `every` weeks, months or years from `first` on; ends after `count` days or on `until`, or is open.

    In a month that lacks the day, the 31st is the last day there is; the fifth Tuesday is the last one.
    """

    first: date
    unit: Unit
    every: int = 1
    by: By = By.WEEKDAY
    until: date | None = None
    count: int | None = None

    @property
    def text(self) -> str:
        """The RRULE, without its end where it is open."""
        parts = [{"week": "FREQ=WEEKLY", "month": "FREQ=MONTHLY", "year": "FREQ=YEARLY"}[self.unit]]
        if self.every > 1:
            parts.append(f"INTERVAL={self.every}")
        parts += self._days()
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        if self.count:
            parts.append(f"COUNT={self.count}")
        return ";".join(parts)

    def _days(self) -> list[str]:
        weekday = WEEKDAYS[self.first.weekday()]
        if self.unit == Unit.WEEK:
            return [f"BYDAY={weekday}"]
        month = [f"BYMONTH={self.first.month}"] if self.unit == Unit.YEAR else []
        if self.by == By.DATE:
            day = self.first.day
            # from the 29th on: that day, or the last before it that the month has
            return [*month, f"BYMONTHDAY={day}"] if day <= 28 else [*month, f"BYMONTHDAY={_to(day)}", "BYSETPOS=-1"]
        return [*month, f"BYDAY={self.place}{weekday}"]

    @property
    def place(self) -> int:
        """Which of its month's weekdays recurs: 1 to 4, or -1 for the last."""
        nth = (self.first.day - 1) // 7 + 1
        return -1 if self.by == By.LAST or nth == 5 else nth

    @property
    def is_open(self) -> bool:
        return self.until is None and self.count is None

    @property
    def gap(self) -> timedelta:
        """About how long it is from one to the next."""
        return {Unit.WEEK: timedelta(days=7), Unit.MONTH: timedelta(days=31), Unit.YEAR: timedelta(days=366)}[self.unit] * self.every

    def days(self, *, since: date | None = None) -> Iterator[date]:
        """The days of the rule in order, without end where it is open; `since`: only from that day on."""
        begin = datetime.combine(self.first, time())
        for moment in rrulestr(self.text, dtstart=begin):
            day = moment.date()
            if since is None or day >= since:
                yield day

    def days_until(self, last: date, *, since: date | None = None) -> list[date]:
        """Those up to and with `last`."""
        return list(takewhile(lambda day: day <= last, self.days(since=since)))


def _to(day: int) -> str:
    return ",".join(str(each) for each in range(28, day + 1))


@cache
def _names(region: str, year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("DE", subdiv=region or None, years=year, language="de" if language == "de" else "en_US"))


def holiday(day: date, region: str = "", language: str = "de") -> str:
    """The name of the public holiday in this federal state on that day, or nothing; without a state, those of all Germany."""
    return _names(str(region), day.year, language).get(day, "")


def working_day_from(day: date, region: str = "") -> date:
    """That day or the next from Monday to Friday that is no holiday there."""
    for _step in range(MOST_STEPS_OFF):
        if day.weekday() < 5 and not holiday(day, region):
            return day
        day += ONE
    raise ValueError(f"no working day within a month after {day}")


def held_on(day: date, on_holiday: str, region: str = "") -> date | None:
    """The day on which it takes place that the rule has on `day`: the same, another, or none."""
    if on_holiday == OnHoliday.KEEP or not holiday(day, region):
        return day
    return None if on_holiday == OnHoliday.SKIP else working_day_from(day, region)
