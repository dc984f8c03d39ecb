"""What of a contribution lies in a span of days: asked for, promised, delivered, confirmed. Expressions for the database, one row each."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from projects.contribution import spread
from projects.contribution.models import Delivery
from projects.contribution.spread import MONEY, ZERO, Day


def came(start: date | None, end: date | None, of: str = "") -> Q:
    """Deliveries of these days; `of` is the way to them."""
    return inside(f"{of}on", start, end)


def inside(day: str, start: date | None, end: date | None) -> Q:
    """Rows whose day is one of these."""
    found = Q()
    if start:
        found &= Q(**{f"{day}__gte": start})
    if end:
        found &= Q(**{f"{day}__lte": end})
    return found


def _sum_of_deliveries(start, end, **only):
    """A subquery: what came of this contribution in these days."""
    inside = Delivery.objects.filter(came(start, end), contribution=OuterRef("pk"), **only).order_by().values("contribution")
    return Coalesce(Subquery(inside.annotate(total=Sum("amount")).values("total")), Value(ZERO), output_field=MONEY)


def touching(start: date | None, end: date | None) -> Q:
    """Contributions whose period has a day in the span, or of which something came in it."""
    inside = Q()
    if start:
        inside &= Q(ends_on__gte=start)
    if end:
        inside &= Q(starts_on__lte=end)
    return inside | Q(Exists(Delivery.objects.filter(came(start, end), contribution=OuterRef("pk"))))


def with_figures(contributions: QuerySet, start: date | None = None, end: date | None = None) -> QuerySet:
    """Adds asked_in, promised_in, delivered_in and confirmed_in: the figures of these days."""
    if start is None and end is None:
        return contributions.annotate(
            asked_in=F("asked"), promised_in=F("granted"), delivered_in=F("delivered"), confirmed_in=F("confirmed")
        )
    return _inside(contributions, Day.of(start) if start else None, Day.of(end + timedelta(days=1)) if end else None)


def with_named_figures(contributions: QuerySet) -> QuerySet:
    """The same for a prepared query, of the days Day.named("first") to just before Day.named("after")."""
    return _inside(contributions, Day.named("first"), Day.named("after"))


def _inside(contributions: QuerySet, first: Day | None, after: Day | None) -> QuerySet:
    days = (first.day if first else None, after.eve if after else None)
    return contributions.annotate(
        asked_in=spread.inside(first, after, "asked"),
        promised_in=spread.inside(first, after),
        delivered_in=_sum_of_deliveries(*days),
        confirmed_in=_sum_of_deliveries(*days, confirmed_at__isnull=False),
    )
