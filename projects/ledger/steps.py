"""How far the money is besides the four stages: called for by the receiver, and proven, its last proof of use being accepted. Reads only.

A call counts on the day it was called, whatever became of it, unless it was withdrawn; what is proven counts as it came, on its day.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import BooleanField, DateField, Exists, F, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Cast, ExtractYear

from partnerships.base.valuation import Kind
from projects.contribution.models import Delivery
from projects.contribution.spread import MONEY, ZERO
from projects.funding.models import Call
from projects.proof.models import Proof

STEPS = ("called", "proven")


def calls_of(contributions: QuerySet) -> QuerySet:
    """Of what binds."""
    return Call.objects.exclude(state=Call.State.WITHDRAWN).filter(contribution__in=contributions.order_by().values("pk"))


def proven(contributions: QuerySet) -> QuerySet:
    """Those among them whose last proof of use is accepted."""
    accepted = Proof.objects.filter(contribution=OuterRef("pk"), is_last=True, state__in=Proof.DONE)
    return contributions.filter(Exists(accepted), kind=Kind.MONEY)


def lines(contributions: QuerySet) -> QuerySet:
    """By direction and year how much was called and how much is proven; of contributions that bind. Shaped like the lines of book.seen(),
    with which they are asked for: the two sums stand in its last columns, and no agreement is named.
    """
    came = Delivery.objects.filter(confirmed_at__isnull=False, contribution__in=proven(contributions).order_by().values("pk"))
    nothing = Value(ZERO, output_field=MONEY)
    called = _by_year(calls_of(contributions), "called_at", called=Sum("amount", output_field=MONEY), proven=nothing)
    return called.union(_by_year(came, "on", called=nothing, proven=Sum("amount", output_field=MONEY)), all=True)


def _by_year(rows: QuerySet, day: str, **sums) -> QuerySet:
    sides = {name: F(f"contribution__{name}") for name in ("giver_side", "receiver_side")}
    no_agreement, no_day = (Cast(Value(None), field) for field in (BooleanField(), DateField()))
    names = {"kind": Value(str(Kind.MONEY)), "of_agreement": no_agreement, "year": ExtractYear(day), "first": no_day, "last": no_day}
    return rows.order_by().values(**sides, **names).annotate(**sums)


def split(seen: Iterable[dict]) -> tuple[list[dict], list[dict]]:
    """What was asked for together: the lines of book.seen(), and those of lines()."""
    seen = list(seen)
    money = [row | dict(zip(STEPS, (row["delivered"], row["confirmed"]), strict=True)) for row in seen if row["of_agreement"] is None]
    return [row for row in seen if row["of_agreement"] is not None], money


def within(money: Iterable[dict], year: int | None, pair: tuple) -> dict[str, Decimal]:
    """What was called and is proven in this direction, in this year or in all."""
    mine = [row for row in money if (row["giver_side"], row["receiver_side"]) == pair and year in (None, row["year"])]
    return {step: sum((row[step] for row in mine), ZERO) for step in STEPS}
