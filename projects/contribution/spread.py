"""How an amount is spread over its period: which part of it lies before a day. Expressions for the database.

What is promised per month or per year goes to the day on which its month begins, whole: 300 € a month from 15 February on are 3,300 € in
the first year and 3,600 € in the next. Months are counted from the first day, begun ones in full, as the agreement counts them; a year's
amount is spread over its months. Everything else, asked for or promised once, is spread by months, a day being its share of its month.

The part before a day is rounded to the cent, and a span gets the difference of two such parts: any cutting into spans adds up exactly.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import DecimalField, ExpressionWrapper, F, Value
from django.db.models.functions import Coalesce

from partnerships.base.lines import Line
from partnerships.base.prepared import Param
from projects.contribution.months import month_position

ZERO = Decimal("0.00")
MONEY = DecimalField(max_digits=16, decimal_places=2)


class Day(NamedTuple):
    """A day, the one before it and its place among the months; each may be a Param."""

    day: Any
    eve: Any
    place: Any

    @classmethod
    def of(cls, day: date) -> "Day":
        return cls(day, day - timedelta(days=1), month_position(day))

    @classmethod
    def named(cls, name: str) -> "Day":
        """For a prepared query; see known()."""
        day = Param(name, "date")
        return cls(day, day.after(days=-1), Param(f"{name}_place", "numeric"))

    @staticmethod
    def known(name: str, day: date) -> dict:
        """What such a query has to know of the day that was named."""
        return {name: day, f"{name}_place": month_position(day)}


def _months_begun(first: str, last: str) -> str:
    """How many months have begun from the first day to the last, both included: agreement.edition.periods() in SQL."""
    years, months = (f"(EXTRACT({part} FROM {last}) - EXTRACT({part} FROM {first}))" for part in ("YEAR", "MONTH"))
    begun = f"CASE WHEN EXTRACT(DAY FROM {last}) >= EXTRACT(DAY FROM {first}) THEN 1 ELSE 0 END"
    return f"GREATEST(1, {years} * 12 + {months} + {begun})"


AMOUNT, STARTS, ENDS, BEGINS, FINISHES, PER = "{0}", "{1}", "{2}", "{3}", "{4}", "{5}"
_BEGUN, _IN_ALL = _months_begun(STARTS, f"LEAST({ENDS}, [eve])"), _months_begun(STARTS, ENDS)
_WHOLE_YEARS = f"FLOOR({_BEGUN} / 12)"
# of the year that runs its months; the last one may have fewer than twelve
_YEARS = f"({_WHOLE_YEARS} + ({_BEGUN} - {_WHOLE_YEARS} * 12) / GREATEST(1, LEAST(12, {_IN_ALL} - {_WHOLE_YEARS} * 12)))"
_YEARS_IN_ALL = f"FLOOR(({_IN_ALL} + 11) / 12)"
_BY_DAYS = f"([place] - {BEGINS}) / ({FINISHES} - {BEGINS})"
_BEFORE = f"""CASE WHEN {ENDS} < [day] THEN {AMOUNT} WHEN {STARTS} >= [day] THEN 0.00 ELSE ROUND(CASE {PER}
WHEN 'month' THEN {AMOUNT} * {_BEGUN} / {_IN_ALL}
WHEN 'year' THEN {AMOUNT} * {_YEARS} / {_YEARS_IN_ALL}
ELSE {AMOUNT} * ({_BY_DAYS}) END, 2) END"""
_PARTS_OF_THE_DAY = re.compile(r"\[(\w+)\]")


class Before(Line):
    """The part of the amount in the column that lies before the day, rounded to the cent."""

    output_field = MONEY  # type: ignore[assignment]
    sql = _PARTS_OF_THE_DAY.sub("%s", _BEFORE)

    @classmethod
    def of(cls, column: str, day: Day) -> "Before":
        params = [getattr(day, part) for part in _PARTS_OF_THE_DAY.findall(_BEFORE)]
        return cls(column, "starts_on", "ends_on", "begins_at", "finishes_at", "promise__per", params=params)


def between(start: date | None, end: date | None, column: str = "granted"):
    """How much of the amount lies in these days, both included; None is without limit."""
    return inside(Day.of(start) if start else None, Day.of(end + timedelta(days=1)) if end else None, column)


def inside(start: Day | None, after: Day | None, column: str = "granted"):
    """The same from the one day to just before the other; nothing where there is no amount. Sums of tens of thousands of rows are made of
    it: what need not be worked out for each of them is left out.
    """
    upper = Before.of(column, after) if after else F(column)
    part = ExpressionWrapper(upper - Before.of(column, start), output_field=MONEY) if start else upper
    return Coalesce(part, Value(ZERO), output_field=MONEY)
