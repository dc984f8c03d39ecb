"""Which rule applies: the rules of a subject as a ladder. Plain calculation.

The first rule whose limits hold the case applies; what exceeds them all is decided by the highest. So every case has exactly one rule,
and more money or a longer term never leads to a lower one.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from partnerships.base.money import cents

YEAR = 12
MEASURES = ("amount", "total", "months")
ENDLESS = Decimal("Infinity")


@dataclass(frozen=True)
class Case:
    """What is to be decided: an amount a year, in all, and a term in months; None where there is none. `kinds` from rough to fine."""

    amount: Decimal | None = None
    total: Decimal | None = None
    months: Decimal | None = None
    kinds: tuple[str, ...] = ()


def a_year(total: Decimal, months) -> Decimal:
    """What that is in a year; a shorter term counts whole."""
    return cents(total * YEAR / Decimal(months)) if months and months > YEAR else total


@dataclass(frozen=True)
class Limits:
    """Up to and including so much; None: no limit."""

    amount: Decimal | None = None
    total: Decimal | None = None
    months: Decimal | None = None

    def exceeded_by(self, case: Case) -> str:
        """The first measure that is more than the limit, or nothing."""
        return next((name for name in MEASURES if (getattr(case, name) or 0) > self._of(name)), "")

    def _of(self, name: str) -> Decimal:
        found = getattr(self, name)
        return ENDLESS if found is None else Decimal(found)

    @property
    def height(self) -> tuple[Decimal, ...]:
        return tuple(self._of(name) for name in MEASURES)

    def is_below(self, other: "Limits") -> bool:
        """Allows less in at least one measure and more in none."""
        return self != other and all(mine <= its for mine, its in zip(self.height, other.height, strict=True))

    def crosses(self, other: "Limits") -> bool:
        """Allows more in one measure and less in another, or exactly as much: then it would not be clear which rule applies."""
        return not (self.is_below(other) or other.is_below(self))

    @property
    def endless(self) -> bool:
        return all(each == ENDLESS for each in self.height)


@dataclass(frozen=True)
class Rung:
    """A rule, and why none below it suffices: the first measure that is too much for the rule `over`."""

    rule: Any
    over: Any = None
    exceeded: str = ""


def ladder_for(rules: list, case: Case) -> list:
    """The rules of the finest kind that has any, the lowest first."""
    for kind in (*reversed(case.kinds), ""):
        found = [rule for rule in rules if rule.kind == kind]
        if found:
            return sorted(found, key=lambda rule: rule.limits.height)
    return []


def rung_for(rules: list, case: Case) -> Rung | None:
    """The rule that applies; None where there is no rule at all."""
    over, exceeded = None, ""
    for rule in ladder_for(rules, case):
        if not (more := rule.limits.exceeded_by(case)):
            return Rung(rule, over, exceeded)
        over, exceeded = rule, more
    return Rung(over, over, exceeded) if over else None
