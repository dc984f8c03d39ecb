"""The ledger: what was promised, delivered and confirmed, by direction and kind, for any span of days. Reads only.

All functions take `contributions`, a scoped queryset (Contribution.objects.visible_to(person), narrowed to a partnership, a project, …):

rows(contributions, start, end)     the contributions that have a part in these days, each with promised_in, delivered_in, confirmed_in
totals(contributions, start, end)   [Total(giver_side, receiver_side, kind, promised, delivered, confirmed)], summed by the database
by_year(contributions)              {year: [Total, …]} for every year that has a figure
sum_of(totals)                      one Total over all of them

How a promise is spread over its period stands in spread.py: any cutting into spans adds up to it exactly. Deliveries count on their day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import DateField, Exists, F, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, ExtractYear

from partnerships.base.valuation import Kind
from projects.contribution import spread
from projects.contribution.models import Contribution, Delivery
from projects.contribution.spread import MONEY, ZERO


@dataclass(frozen=True)
class Total:
    """One line of the ledger, in euro."""

    giver_side: str
    receiver_side: str
    kind: str
    promised: Decimal = ZERO
    delivered: Decimal = ZERO
    confirmed: Decimal = ZERO

    @property
    def kind_label(self):
        return Kind(self.kind).label if self.kind else ""


def _came(start: date | None, end: date | None, of: str = "") -> Q:
    found = Q()
    if start:
        found &= Q(**{f"{of}on__gte": start})
    if end:
        found &= Q(**{f"{of}on__lte": end})
    return found


def _sum_of_deliveries(start, end, **only):
    """A subquery: what came of this contribution in these days."""
    inside = Delivery.objects.filter(_came(start, end), contribution=OuterRef("pk"), **only).order_by().values("contribution")
    return Coalesce(Subquery(inside.annotate(total=Sum("amount")).values("total")), Value(ZERO), output_field=MONEY)


def touching(start: date | None, end: date | None) -> Q:
    """Contributions whose period has a day in the span, or of which something came in it."""
    inside = Q()
    if start:
        inside &= Q(ends_on__gte=start)
    if end:
        inside &= Q(starts_on__lte=end)
    return inside | Q(Exists(Delivery.objects.filter(_came(start, end), contribution=OuterRef("pk"))))


def with_figures(contributions: QuerySet, start: date | None = None, end: date | None = None) -> QuerySet:
    """Adds asked_in, promised_in, delivered_in and confirmed_in: the figures of these days."""
    if start is None and end is None:
        return contributions.annotate(
            asked_in=F("asked"), promised_in=F("granted"), delivered_in=F("delivered"), confirmed_in=F("confirmed")
        )
    return contributions.annotate(
        asked_in=spread.between(start, end, "asked"),
        promised_in=spread.between(start, end),
        delivered_in=_sum_of_deliveries(start, end),
        confirmed_in=_sum_of_deliveries(start, end, confirmed_at__isnull=False),
    )


def rows(contributions: QuerySet, start: date | None = None, end: date | None = None) -> QuerySet:
    """The ledger's rows: what binds and has a part in these days, with giver, receiver, project; one query."""
    inside = contributions.promised().filter(touching(start, end)) if start or end else contributions.promised()
    return with_figures(inside, start, end).select_related("giver", "receiver", "project", "partnership").order_by("starts_on", "id")


_BY = ("giver_side", "receiver_side", "kind")
_SUMS = {
    "delivered": Sum("deliveries__amount", output_field=MONEY),
    "confirmed": Sum("deliveries__amount", filter=Q(deliveries__confirmed_at__isnull=False), default=ZERO, output_field=MONEY),
}


def totals(contributions: QuerySet, start: date | None = None, end: date | None = None) -> list[Total]:
    """One line per direction and kind; two queries, whatever the number of rows."""
    binding = contributions.promised().order_by()
    promised = binding.values(*_BY).annotate(promised=Sum(spread.between(start, end)))
    came = binding.filter(_came(start, end, "deliveries__"), deliveries__isnull=False).values(*_BY).annotate(**_SUMS)
    return _merged([*promised, *came])


def _merged(lines: Iterable[dict]) -> list[Total]:
    found: dict[tuple, dict] = {}
    for line in lines:
        key = tuple(line[name] for name in _BY)
        figures = found.setdefault(key, dict.fromkeys(("promised", "delivered", "confirmed"), ZERO))
        for name in figures:
            figures[name] += line.get(name) or ZERO
    order = list(Kind.values)
    return [
        Total(*key, **figures)
        for key, figures in sorted(found.items(), key=lambda item: (item[0][0], item[0][1], order.index(item[0][2])))
        if any(figures.values())
    ]


def by_year(contributions: QuerySet) -> dict[int, list[Total]]:
    """The totals of every year that a promise or a delivery lies in, the newest first; two queries, one where there is nothing."""
    binding = contributions.promised().order_by()
    found = list(_terms(binding).union(_came_by_year(binding), all=True))
    years = [line["year"] for line in found if line["year"]]
    years += [line[name].year for line in found for name in ("first", "last") if line[name]]
    if not years:
        return {}
    first, last = min(years), max(years)
    before = {f"before_{year}": Sum(spread.between(None, date(year - 1, 12, 31))) for year in range(first + 1, last + 1)}
    promised = list(binding.values(*_BY).annotate(**before, **{f"before_{last + 1}": Sum("granted")}))
    return {
        year: _merged(
            [{name: line[name] for name in _BY} | {"promised": _within(line, year)} for line in promised]
            + [line for line in found if line["year"] == year]
        )
        for year in range(last, first - 1, -1)
    }


def _within(line: dict, year: int) -> Decimal:
    """What is promised by the end of the year less what was by its beginning; before the first year it is nothing."""
    return line[f"before_{year + 1}"] - line.get(f"before_{year}", ZERO)


def _terms(binding: QuerySet) -> QuerySet:
    """The first and the last day of what is promised, by direction and kind; shaped like the lines of _came_by_year()."""
    nothing = {name: Value(ZERO, output_field=MONEY) for name in _SUMS}
    year = Value(None, output_field=IntegerField())
    return binding.values(*_BY).annotate(year=year, first=Min("starts_on"), last=Max("ends_on"), **nothing)


def _came_by_year(binding: QuerySet) -> QuerySet:
    no_day = Value(None, output_field=DateField())
    came = binding.filter(deliveries__isnull=False).annotate(year=ExtractYear("deliveries__on"))
    return came.values(*_BY, "year").annotate(first=no_day, last=no_day, **_SUMS)


def sum_of(lines: Iterable[Total]) -> Total:
    """All of them together."""
    lines = list(lines)
    return Total(
        "",
        "",
        "",
        sum((line.promised for line in lines), ZERO),
        sum((line.delivered for line in lines), ZERO),
        sum((line.confirmed for line in lines), ZERO),
    )


def contributions_in(partnerships: Iterable, person) -> QuerySet:
    """The scoped start for a report on these partnerships."""
    return Contribution.objects.visible_to(person).filter(partnership__in=partnerships)
