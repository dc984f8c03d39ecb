"""The rows behind a number of the ledger: the same scope, year, direction, kind and stage, and their sum is the number."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from partnerships.base.valuation import Kind
from partnerships.partnership.models import Side
from projects.contribution import spread
from projects.contribution.figures import came
from projects.contribution.models import Delivery
from projects.contribution.spread import ZERO
from projects.ledger.book import STAGES
from projects.ledger.steps import STEPS, calls_of, proven

CAME = ("delivered", "confirmed", "proven")


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

    def narrow(self, contributions):
        """Those among them that the number counts."""
        contributions = proven(contributions) if self.stage == "proven" else contributions
        only = {name: value for name in ("kind", "giver_side", "receiver_side") if (value := getattr(self, name))}
        if self.stage == "promised":
            only["promise__isnull"] = False
        return contributions.promised().filter(**only)


def rows_of(contributions, number: Number):
    """Contributions with `part`, their share of the year, or deliveries, or calls; each in the order of its days."""
    binding = number.narrow(contributions)
    names = ("contribution__giver", "contribution__receiver", "contribution__partnership")
    if number.of_calls:
        calls = calls_of(binding).filter(called_at__year=number.year) if number.year else calls_of(binding)
        return calls.select_related(*names, "instalment").order_by("called_at", "pk")
    if not number.of_deliveries:
        parts = binding.annotate(part=spread.between(*number.span)).exclude(part=ZERO)
        return parts.select_related("giver", "receiver", "partnership", "project").order_by("starts_on", "pk")
    found = Delivery.objects.filter(came(*number.span), contribution__in=binding.order_by().values("pk"))
    if number.stage != "delivered":
        found = found.filter(confirmed_at__isnull=False)
    return found.select_related(*names, "confirmed_by").order_by("on", "pk")


def sum_of(rows, number: Number):
    """What they add up to, and how many they are; one query."""
    column = "amount" if number.of_deliveries or number.of_calls else "part"
    return rows.order_by().aggregate(count=Count("pk"), total=Sum(column, default=ZERO))
