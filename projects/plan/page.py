"""What a page shows of a plan: each line with its share, the sums, and what stands beside it in kind."""

from dataclasses import dataclass
from decimal import Decimal

from partnerships.base import money
from projects.plan.models import Line, Plan, Sums, sums


@dataclass(frozen=True)
class Row:
    line: Line
    share: Decimal | None = None


@dataclass(frozen=True)
class Table:
    plan: Plan
    costs: list[Row]
    income: list[Row]
    in_kind: list[Row]
    sums: Sums

    @property
    def percent(self) -> int:
        return int(self.plan.tolerance * 100)


def share_of(amount: Decimal, whole: Decimal) -> Decimal | None:
    """In percent, with one decimal."""
    return (amount * 100 / whole).quantize(Decimal("0.1")) if whole else None


def table_of(plan: Plan, lines: list[Line]) -> Table:
    found = sums(lines)
    cash = {Line.Side.COST: found.cost, Line.Side.INCOME: found.income}
    rows = [Row(line, share_of(line.amount, cash[Line.Side(line.side)]) if line.cash else None) for line in lines]
    return Table(
        plan=plan,
        costs=[row for row in rows if row.line.side == Line.Side.COST],
        income=[row for row in rows if row.line.side == Line.Side.INCOME and row.line.cash],
        in_kind=[row for row in rows if not row.line.cash],
        sums=found,
    )


def flat_rate(lines) -> Decimal | None:
    """The overhead in percent of the other costs, where there is any."""
    overhead = sum((line.amount for line in lines if line.key == "overhead"), money.ZERO)
    direct = sum((line.amount for line in lines if line.side == Line.Side.COST and line.key != "overhead"), money.ZERO)
    return share_of(overhead, direct) if overhead and direct else None
