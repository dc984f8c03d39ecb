"""How far the money is besides the four stages: called for by the receiver, and proven, its last proof of use being accepted. Reads only.

A call counts on the day it was called, whatever became of it, unless it was withdrawn; what is proven counts as it came, on its day.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import ExtractYear

from partnerships.base.valuation import Kind
from projects.contribution.models import Delivery
from projects.contribution.spread import MONEY, ZERO
from projects.funding.models import Call
from projects.proof.models import Proof

STEPS = ("called", "proven")
COLUMNS = ("giver_side", "receiver_side", "year", *STEPS)


def calls_of(contributions: QuerySet) -> QuerySet:
    """Of what binds."""
    return Call.objects.exclude(state=Call.State.WITHDRAWN).filter(contribution__in=contributions.order_by().values("pk"))


def proven(contributions: QuerySet) -> QuerySet:
    """Those among them whose last proof of use is accepted."""
    accepted = Proof.objects.filter(contribution=OuterRef("pk"), is_last=True, state__in=Proof.DONE)
    return contributions.filter(Exists(accepted), kind=Kind.MONEY)


def steps(contributions: QuerySet) -> QuerySet:
    """By direction and year how much was called and how much is proven; of contributions that bind."""
    came = Delivery.objects.filter(confirmed_at__isnull=False, contribution__in=proven(contributions).order_by().values("pk"))
    nothing = Value(ZERO, output_field=MONEY)
    called = _by_year(calls_of(contributions), "called_at", called=Sum("amount", output_field=MONEY), proven=nothing)
    return called.union(_by_year(came, "on", called=nothing, proven=Sum("amount", output_field=MONEY)), all=True)


def _by_year(rows: QuerySet, day: str, **sums) -> QuerySet:
    sides = {name: F(f"contribution__{name}") for name in ("giver_side", "receiver_side")}
    return rows.order_by().values(**sides, year=ExtractYear(day)).annotate(**sums).values_list(*COLUMNS)


def within(found: Iterable[dict], year: int | None, pair: tuple) -> dict[str, Decimal]:
    """What was called and is proven in this direction, in this year or in all."""
    mine = [row for row in found if (row["giver_side"], row["receiver_side"]) == pair and year in (None, row["year"])]
    return {step: sum((row[step] for row in mine), ZERO) for step in STEPS}
