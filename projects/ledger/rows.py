"""The rows behind a number of the ledger: the same scope, year, direction, kind and stage, and their sum is the number."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum

from partnerships.base.prepared import Param
from partnerships.base.valuation import Kind
from partnerships.partnership.models import Side
from projects.contribution import spread
from projects.contribution.figures import came, inside
from projects.contribution.models import Delivery
from projects.contribution.spread import ZERO, Day
from projects.ledger.book import STAGES
from projects.ledger.steps import STEPS, calls_of, proven

CAME = ("delivered", "confirmed", "proven")
NARROWED = ("kind", "giver_side", "receiver_side")
NAMES = ("giver", "receiver", "partnership", "project")


@dataclass(frozen=True)
class Number:
    """Which number it is; what is empty is not asked for."""

    stage: str
    year: int | None = None
    kind: str = ""
    giver_side: str = ""
    receiver_side: str = ""

    @classmethod
    def asked_for(cls, query) -> "Number":
        """The one in a query; nonsense in it is passed over."""
        stage, year, kind = query.get("stage", ""), query.get("year", ""), query.get("kind", "")
        sides = query.get("direction", "").split("-")
        known = len(sides) == 2 and all(side in (Side.SOCIAL, Side.HOUSING) for side in sides)
        return cls(
            stage if stage in (*STAGES, *STEPS) else "granted",
            int(year) if len(year) == 4 and year.isascii() and year.isdigit() and int(year) else None,
            kind if kind in Kind.values else "",
            *(sides if known else ("", "")),
        )

    @property
    def span(self) -> tuple[date, date] | tuple[None, None]:
        return (date(self.year, 1, 1), date(self.year, 12, 31)) if self.year else (None, None)

    @property
    def days(self) -> tuple[Day, Day] | tuple[None, None]:
        """The first day of the year, and the first that is after it."""
        return (Day.of(date(self.year, 1, 1)), Day.of(date(self.year, 12, 31) + timedelta(days=1))) if self.year else (None, None)

    @property
    def kind_label(self):
        return Kind(self.kind).label

    @property
    def of_deliveries(self) -> bool:
        return self.stage in CAME

    @property
    def of_money(self) -> bool:
        return self.stage in STEPS or self.kind == Kind.MONEY

    @property
    def of_calls(self) -> bool:
        return self.stage == "called"

    @property
    def only(self) -> dict:
        """What it asks for of their columns."""
        return {name: value for name in NARROWED if (value := getattr(self, name))}

    def narrow(self, contributions):
        """Those among them that the number counts."""
        contributions = proven(contributions) if self.stage == "proven" else contributions
        contributions = contributions.promised().filter(**self.only)
        return contributions.filter(promise__isnull=False) if self.stage == "promised" else contributions


@dataclass(frozen=True)
class Named(Number):
    """A number as a prepared query has it: what is asked for of it has its names, see known()."""

    @classmethod
    def like(cls, number: Number) -> "Named":
        """The same shape."""
        names = {name: name for name in NARROWED if getattr(number, name)}
        return cls(number.stage, 1 if number.year else None, **names)

    @property
    def days(self) -> tuple[Day, Day] | tuple[None, None]:
        return (Day.named("first_day"), Day.named("day_after")) if self.year else (None, None)

    @property
    def only(self) -> dict:
        return {name: Param(name, "text") for name in super().only}


def known(number: Number) -> dict:
    """What such a query has to know of the number."""
    first, after = number.days
    days = Day.known("first_day", first.day) | Day.known("day_after", after.day) if first and after else {}
    return number.only | days


def rows_of(contributions, number: Number):
    """Contributions with `part`, their share of the year, or deliveries, or calls; each in the order of its days."""
    rows = found_by(contributions, number)
    names = ("contribution__giver", "contribution__receiver", "contribution__partnership")
    if number.of_calls:
        return rows.select_related(*names, "instalment")
    return rows.select_related(*names, "confirmed_by") if number.of_deliveries else rows.select_related(*NAMES)


def found_by(contributions, number: Number):
    """The same without what they bring along of other tables."""
    binding, (first, after) = number.narrow(contributions), number.days
    within = (first.day, after.eve) if first and after else (None, None)
    if number.of_calls:
        return calls_of(binding).filter(inside("called_at__date", *within)).order_by("called_at", "pk")
    if not number.of_deliveries:
        if first and after:  # no other has a part in it
            binding = binding.filter(starts_on__lt=after.day, ends_on__gte=first.day)
        return with_part(binding, number).exclude(part=ZERO).order_by("starts_on", "pk")
    found = Delivery.objects.filter(came(*within), contribution__in=binding.order_by().values("pk"))
    if number.stage != "delivered":
        found = found.filter(confirmed_at__isnull=False)
    return found.order_by("on", "pk")


def with_part(contributions, number: Number):
    return contributions.annotate(part=spread.inside(*number.days))


def total(number: Number) -> Sum:
    """What such rows add up to."""
    return Sum("amount" if number.of_deliveries or number.of_calls else "part", default=ZERO)


def sum_of(rows, number: Number):
    """What they add up to, and how many they are; one query."""
    return rows.order_by().aggregate(count=Count("pk"), total=total(number))
