"""How an amount is spread over its period: which part of it lies before a day. Expressions for the database.

What is promised per month or per year goes to the day on which its month begins, whole: 300 € a month from 15 February on are 3,300 € in
the first year and 3,600 € in the next. Months are counted from the first day, begun ones in full, as the agreement counts them; a year's
amount is spread over its months. Everything else, asked for or promised once, is spread by months, a day being its share of its month.

The part before a day is rounded to the cent, and a span gets the difference of two such parts: any cutting into spans adds up exactly.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Case, DateField, DecimalField, Expression, F, Func, Value, When
from django.db.models.functions import Coalesce, Greatest, Least, Round

from partnerships.agreement.edition import Promise
from projects.contribution.months import month_position, position

ZERO = Decimal("0.00")
MONEY = DecimalField(max_digits=16, decimal_places=2)
NUMBER = DecimalField(max_digits=20, decimal_places=10)
TWELVE = Value(Decimal(12), output_field=NUMBER)


class MonthsBegun(Func):
    """How many months have begun from the first day to the last, both included: agreement.edition.periods() in SQL."""

    output_field = NUMBER

    def as_sql(self, compiler, connection, **context):
        (first, first_params), (last, last_params) = (compiler.compile(each) for each in self.source_expressions)
        first, last = f"({first})::date", f"({last})::date"
        months = " + ".join(
            f"(EXTRACT({part} FROM {last}) - EXTRACT({part} FROM {first})) * {weight}" for part, weight in (("YEAR", 12), ("MONTH", 1))
        )
        begun = f"CASE WHEN EXTRACT(DAY FROM {last}) >= EXTRACT(DAY FROM {first}) THEN 1 ELSE 0 END"
        pair = tuple(last_params) + tuple(first_params)
        return f"GREATEST(1, {months} + {begun})", pair * 3


class Floor(Func):
    function = "FLOOR"
    output_field = NUMBER


class Day(NamedTuple):
    """A day, the one before it and its place among the months, each as an expression."""

    day: Expression
    eve: Expression
    place: Expression

    @classmethod
    def of(cls, day: date) -> "Day":
        eve = Value(day - timedelta(days=1), output_field=DateField())
        return cls(Value(day, output_field=DateField()), eve, Value(month_position(day), output_field=position()))


def _before(day: Day, column: str):
    """The part of the amount that lies before the day, rounded to the cent."""
    return Case(
        When(ends_on__lt=day.day, then=F(column)),
        When(starts_on__gte=day.day, then=Value(ZERO)),
        When(promise__per=Promise.Per.MONTH, then=Round(F(column) * _begun_before(day) / _begun_in_all(), precision=2)),
        When(promise__per=Promise.Per.YEAR, then=Round(F(column) * _years_before(day) / _years_in_all(), precision=2)),
        default=Round(F(column) * _by_days(day), precision=2),
        output_field=MONEY,
    )


def _by_days(day: Day):
    """The share of the term that lies before a day within it."""
    return (day.place - F("begins_at")) / (F("finishes_at") - F("begins_at"))


def _begun_before(day: Day):
    return MonthsBegun(F("starts_on"), Least(F("ends_on"), day.eve))


def _begun_in_all():
    return MonthsBegun(F("starts_on"), F("ends_on"))


def _years_in_all():
    return Floor((_begun_in_all() + Value(Decimal(11), output_field=NUMBER)) / TWELVE)


def _years_before(day: Day):
    """Whole years, and of the one that runs its months; the last one may have fewer than twelve."""
    months = _begun_before(day)
    whole = Floor(months / TWELVE)
    length = Greatest(Value(Decimal(1), output_field=NUMBER), Least(TWELVE, _begun_in_all() - whole * TWELVE))
    return whole + (months - whole * TWELVE) / length


def between(start: date | None, end: date | None, column: str = "granted"):
    """How much of the amount lies in these days, both included; None is without limit."""
    return inside(Day.of(start) if start else None, Day.of(end + timedelta(days=1)) if end else None, column)


def inside(start: Day | None, after: Day | None, column: str = "granted"):
    """The same from the one day to just before the other."""
    upper = _before(after, column) if after else F(column)
    lower = _before(start, column) if start else Value(ZERO)
    return Coalesce(upper, Value(ZERO), output_field=MONEY) - Coalesce(lower, Value(ZERO), output_field=MONEY)
