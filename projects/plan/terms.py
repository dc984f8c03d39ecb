"""A plan as it is written: the same for a form, an action and the demo data."""

from dataclasses import dataclass, field
from decimal import Decimal

from projects.plan.models import IN_KIND, TOLERANCE, Line, Plan


@dataclass(frozen=True)
class LineTerms:
    side: str
    key: str
    amount: Decimal
    label: str = ""
    id: str | None = None

    @property
    def cash(self) -> bool:
        return self.key not in IN_KIND or self.side == Line.Side.COST


@dataclass(frozen=True)
class PlanTerms:
    lines: list[LineTerms] = field(default_factory=list)
    mode: str = Plan.Mode.GAP
    cover: str = Plan.Cover.TOLERANCE
    tolerance: Decimal = TOLERANCE

    @property
    def columns(self) -> dict:
        return {"mode": self.mode, "cover": self.cover, "tolerance": self.tolerance}


def cost(key: str, amount, label: str = "") -> LineTerms:
    return LineTerms(Line.Side.COST, key, Decimal(amount), label)


def income(key: str, amount, label: str = "") -> LineTerms:
    """Also what comes in kind."""
    return LineTerms(Line.Side.INCOME, key, Decimal(amount), label)
