"""The sums of the ledger, by direction and kind, for any span of days. Reads only.

All functions take `contributions`, a scoped queryset (Contribution.objects.visible_to(person), narrowed by a scope, see scopes.py):

rows(contributions, start, end)     the contributions that have a part in these days, each with promised_in, delivered_in, confirmed_in
totals(contributions, start, end)   [Total(giver_side, receiver_side, kind, …)], summed by the database
by_year(contributions)              {year: [Total, …]} for every year that has a figure
sum_of(totals)                      one Total over all of them

How a promise is spread over its period stands in contribution/spread.py: any cutting into spans adds up to it exactly. Deliveries count
on their day.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import BooleanField, ExpressionWrapper, Max, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import ExtractYear

from partnerships.base import clock
from partnerships.base.valuation import Kind
from projects.contribution import spread
from projects.contribution.figures import came, touching, with_figures
from projects.contribution.spread import MONEY, ZERO, Day

STAGES = ("promised", "granted", "delivered", "confirmed")


@dataclass(frozen=True)
class Total:
    """One line of the ledger, in euro: the four stages, and what the agreement's promises are due by today and brought so far."""

    giver_side: str
    receiver_side: str
    kind: str
    promised: Decimal = ZERO  # of what is granted: by an agreement
    granted: Decimal = ZERO
    delivered: Decimal = ZERO
    confirmed: Decimal = ZERO
    due: Decimal = ZERO
    came: Decimal = ZERO

    @property
    def kind_label(self):
        return Kind(self.kind).label if self.kind else ""

    @property
    def difference(self) -> Decimal:
        """How much more, or less, came than the agreement's promises are due by today."""
        return self.came - self.due


FIGURES = tuple(field.name for field in fields(Total))[3:]
_BY = ("giver_side", "receiver_side", "kind")
_OF_AGREEMENT = ExpressionWrapper(Q(promise__isnull=False), output_field=BooleanField())
_SUMS = {
    "delivered": Sum("deliveries__amount", output_field=MONEY),
    # nearly all of it is, so what is not is added up
    "confirmed": Sum("deliveries__amount", output_field=MONEY)
    - Sum("deliveries__amount", filter=Q(deliveries__confirmed_at__isnull=True), default=ZERO, output_field=MONEY),
}


def rows(contributions: QuerySet, start: date | None = None, end: date | None = None) -> QuerySet:
    """What binds and has a part in these days, with giver, receiver, project; one query."""
    inside = contributions.promised().filter(touching(start, end)) if start or end else contributions.promised()
    return with_figures(inside, start, end).select_related("giver", "receiver", "project", "partnership").order_by("starts_on", "id")


def binding(contributions: QuerySet) -> QuerySet:
    """What binds, by direction and kind."""
    return contributions.promised().order_by().annotate(of_agreement=_OF_AGREEMENT).values(*_BY, "of_agreement")


def totals(contributions: QuerySet, start: date | None = None, end: date | None = None) -> list[Total]:
    """One line per direction and kind; two queries, whatever the number of rows."""
    by_now = min(clock.today(), end) if end else clock.today()
    due = Value(ZERO, output_field=MONEY) if start and by_now < start else spread.between(start, by_now)
    granted = binding(contributions).annotate(sum_=Sum(spread.between(start, end)), due_=Sum(due))
    arrived = binding(contributions).filter(came(start, end, "deliveries__"), deliveries__isnull=False).annotate(**_SUMS)
    return _merged([*(_granted(line, line["sum_"], line["due_"]) for line in granted), *map(_arrived, arrived)])


def _granted(line: dict, granted: Decimal, due: Decimal) -> dict:
    """What is granted by an agreement is promised by it, too, and due by its days."""
    by_agreement = {"promised": granted, "due": due} if line["of_agreement"] else {}
    return {name: line[name] for name in _BY} | {"granted": granted} | by_agreement


def _arrived(line: dict) -> dict:
    return line | ({"came": line["delivered"]} if line["of_agreement"] else {})


def merged(lines: Iterable[Total]) -> list[Total]:
    """Lines of the same direction and kind, for instance of several years, added up."""
    return _merged(asdict(line) for line in lines)


def _merged(lines: Iterable[dict]) -> list[Total]:
    found: dict[tuple, dict] = {}
    for line in lines:
        key = tuple(line[name] for name in _BY)
        figures = found.setdefault(key, dict.fromkeys(FIGURES, ZERO))
        for name in FIGURES:
            figures[name] += line.get(name) or ZERO
    order = list(Kind.values)
    return [
        Total(*key, **figures)
        for key, figures in sorted(found.items(), key=lambda item: (item[0][0], item[0][1], order.index(item[0][2])))
        if any(figures.values())
    ]


def by_year(contributions: QuerySet) -> dict[int, list[Total]]:
    """The totals of every year that a promise or a delivery lies in, the newest first; two queries, one where there is nothing."""
    rows = binding(contributions)
    return years(seen(rows), lambda days, tomorrow: before(rows, [Day.of(day) for day in days], Day.of(tomorrow)))


def years(found: Iterable[dict], sums_before: Callable[[list[date], date], Iterable[dict]]) -> dict[int, list[Total]]:
    """The same from what seen() says, and from what before() says of days that are named then."""
    found = list(found)
    known = [int(line["year"]) for line in found if line["year"]]
    known += [line[name].year for line in found for name in ("first", "last") if line[name]]
    if not known:
        return {}
    first, last, today = min(known), max(known), clock.today()
    inner = list(range(first + 1, last + 1))
    lines = list(sums_before([date(year, 1, 1) for year in inner], today + timedelta(days=1)))
    for line in lines:
        line["by_year"] = {first: ZERO, **{year: line[f"before_{place}"] for place, year in enumerate(inner)}, last + 1: line["in_all"]}
    return {
        year: _merged(
            [_granted(line, _within(line, year), _due_within(line, year, today)) for line in lines]
            + [_arrived(line) for line in found if line["year"] == year]
        )
        for year in range(last, first - 1, -1)
    }


def _within(line: dict, year: int) -> Decimal:
    """What is promised by the end of the year less what was by its beginning; before the first year it is nothing."""
    return line["by_year"][year + 1] - line["by_year"][year]


def _due_within(line: dict, year: int, today: date) -> Decimal:
    """The part of it that lies before tomorrow."""
    tomorrow = today + timedelta(days=1)
    if tomorrow.year > year:
        return _within(line, year)
    return line["by_today"] - line["by_year"][year] if today.year == year else ZERO


SEEN = (*_BY, "of_agreement", "year", "first", "last", *_SUMS)


def seen(rows: QuerySet) -> QuerySet:
    """Of what binds, by direction, kind and year: what came of it in that year. And its first and last day, spread over these lines; what
    brought nothing yet stands in a line without a year.
    """
    by_year = rows.annotate(year=ExtractYear("deliveries__on")).values(*_BY, "of_agreement", "year")
    return by_year.annotate(first=Min("starts_on"), last=Max("ends_on"), **_SUMS)


def before(rows: QuerySet, days: list[Day], tomorrow: Day) -> QuerySet:
    """Of what binds, by direction and kind: how much of it lies before each of these days, in all, and, of agreements, before tomorrow."""
    sums = {f"before_{place}": Sum(spread.inside(None, day)) for place, day in enumerate(days)}
    due = Sum(spread.inside(None, tomorrow), filter=Q(promise__isnull=False), default=ZERO)
    return rows.annotate(**sums, in_all=Sum("granted"), by_today=due)


def names_before(number: int) -> tuple[str, ...]:
    """The columns of before() with so many days."""
    return (*_BY, "of_agreement", *(f"before_{place}" for place in range(number)), "in_all", "by_today")


def sum_of(lines: Iterable[Total]) -> Total:
    """All of them together."""
    lines = list(lines)
    return Total("", "", "", **{name: sum((getattr(line, name) for line in lines), ZERO) for name in FIGURES})
