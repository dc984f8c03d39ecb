"""Places in the calendar as numbers: how many months lie before a day, counted from the year 0; 1.5 is half-way through February.

A month is a month, whatever its length; a day is its share of it. Contributions keep the places of their first day and of the day after
their last one, so that spreading a promise over the years takes no calendar at all.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import DecimalField

from partnerships.base.lines import Line

PLACES = Decimal(1).scaleb(-20)
_LENGTH = "EXTRACT(DAY FROM date_trunc('month', {day}::timestamp) + interval '1 month - 1 day')"
_POSITION = f"(EXTRACT(YEAR FROM {{day}}) * 12 + EXTRACT(MONTH FROM {{day}}) - 1 + (EXTRACT(DAY FROM {{day}}) - 1) / {_LENGTH})"


def position() -> DecimalField:
    return DecimalField(max_digits=30, decimal_places=20)


class MonthPosition(Line):
    """Of the day in the column."""

    output_field = position()  # type: ignore[assignment]
    sql = _POSITION.format(day="{0}")


class MonthPositionAfter(Line):
    """Of the day after the one in the column."""

    output_field = position()  # type: ignore[assignment]
    sql = _POSITION.format(day="({0} + 1)")


def month_position(day: date) -> Decimal:
    """The same of a day that is known here."""
    first = day.replace(day=1)
    length = ((first + timedelta(days=31)).replace(day=1) - first).days
    return (day.year * 12 + day.month - 1 + Decimal(day.day - 1) / length).quantize(PLACES)
