"""Payment schedules to begin with: at once, quarter by quarter, or the last tenth kept back until the use is proven. Plain calculation."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from partnerships.base.money import cents
from projects.funding.models import Instalment

Condition = Instalment.Condition
MOST = 12
KEPT = Decimal("0.10")
AFTER = timedelta(days=61)  # the kept rest: two months after the end


@dataclass(frozen=True)
class Line:
    """An instalment as it is proposed."""

    due_on: date
    amount: Decimal
    condition: str = Condition.NONE


def single(total: Decimal, start: date, end: date) -> list[Line]:
    return [Line(start, total)]


def quarterly(total: Decimal, start: date, end: date) -> list[Line]:
    """In advance, on the first day of each quarter; the last one takes the cents that cannot be shared."""
    days = [start]
    while len(days) < MOST and (day := _three_months_on(days[-1], start.day)) <= end:
        days.append(day)
    each = cents(total / len(days))
    if each * len(days) > total:
        each -= Decimal("0.01")
    if each <= 0:
        return single(total, start, end)
    return [Line(day, each) for day in days[:-1]] + [Line(days[-1], total - each * (len(days) - 1))]


def _three_months_on(day: date, wished: int) -> date:
    month = day.month + 3
    year, month = day.year + (month > 12), month - 12 if month > 12 else month
    return date(year, month, min(wished, 28))


def held_back(total: Decimal, start: date, end: date) -> list[Line]:
    """90 and 10: the final instalment after the proof of use is accepted."""
    kept = cents(total * KEPT)
    if not 0 < kept < total:
        return single(total, start, end)
    return [Line(start, total - kept), Line(end + AFTER, kept, Condition.PROOF)]


PRESETS = {"single": single, "quarterly": quarterly, "held_back": held_back}
