"""What a page shows of a change: each line of the plan before and after."""

from dataclasses import dataclass
from decimal import Decimal

from projects.change.models import Change
from projects.plan.models import Line


@dataclass(frozen=True)
class Row:
    line: Line
    before: Decimal | None
    after: Decimal
    beyond: bool

    @property
    def difference(self) -> Decimal:
        return self.after - (self.before or 0)


def compared(change: Change) -> list[Row]:
    """The lines that differ from the plan the change was proposed for; no query."""
    rows = []
    for row, each in zip(change.lines, change.line_terms, strict=True):
        before = Decimal(row["before"]) if row["before"] else None
        if before != each.amount:
            line = Line(side=each.side, key=each.key, label=each.label, amount=each.amount, cash=each.cash)
            rows.append(Row(line, before, each.amount, beyond=row["beyond"]))
    return rows
