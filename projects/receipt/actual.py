"""Budget against actual: what was planned and what was spent, line by line, and what follows from it.

plan.cover   tolerance: a line may go up to its limit when others save it; none: no line beyond its amount; fully: only the sum counts
light        ok up to the plan, near from nine tenths on, over up to the limit, beyond it: only a change request helps then
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import euro
from projects.contribution.models import Contribution
from projects.plan.models import Line, Plan
from projects.receipt.models import ZERO, Receipt

NEAR = Decimal("0.90")
OK, NEARLY, OVER, BEYOND = "ok", "near", "over", "beyond"
TONES = {OK: "ok", NEARLY: "info", OVER: "wait", BEYOND: "stop"}  # of components/status.html; each has an icon and words beside it


def light_of(planned: Decimal, spent: Decimal, limit: Decimal | None) -> str:
    """`limit`: how far the line may go; None where only the sum counts."""
    if limit is not None and spent > limit:
        return BEYOND
    if spent > planned:
        return OVER
    return NEARLY if spent and spent >= planned * NEAR else OK


def words_of(light: str) -> str:
    return {
        OK: _("within the plan"),
        NEARLY: _("nearly used up"),
        OVER: _("above the plan, others must save it"),
        BEYOND: _("change request needed"),
    }[light]


@dataclass(frozen=True)
class Row:
    """A line, or the sum of all: then `limit` is the plan itself."""

    label: str
    planned: Decimal
    spent: Decimal
    limit: Decimal | None
    pk: object = None

    @property
    def light(self) -> str:
        return light_of(self.planned, self.spent, self.limit)

    @property
    def tone(self) -> str:
        return TONES[self.light]

    @property
    def words(self) -> str:
        return _("used up") if self.spent and not self.left else words_of(self.light)

    @property
    def left(self) -> Decimal:
        return self.planned - self.spent

    @property
    def percent(self) -> int:
        """Of the plan, rounded down: 99.9 % is not yet all of it."""
        return int(self.spent * 100 / self.planned) if self.planned else 0

    @property
    def deviation(self) -> int:
        """By how many per cent it differs from the plan, rounded."""
        return round((self.spent - self.planned) * 100 / self.planned) if self.planned else 0


@dataclass(frozen=True)
class Actual:
    plan: Plan | None
    rows: list[Row]
    total: Row
    unplanned: Decimal  # spent without a line of the plan
    receipts: int = 0  # how many there are, the struck ones too; where they were counted

    @property
    def beyond(self) -> list[Row]:
        return [row for row in self.rows if row.light == BEYOND]

    @property
    def over(self) -> list[Row]:
        return [row for row in self.rows if row.light == OVER]

    @property
    def limit_percent(self) -> int:
        return int(self.plan.tolerance * 100) if self.plan else 0

    @property
    def needs_change(self) -> bool:
        return bool(self.beyond) or (bool(self.plan) and self.total.light in (OVER, BEYOND))


def lines_of(contribution: Contribution) -> list[Line]:
    """The cost lines with `spent`; one query."""
    spent = Sum("receipts__amount", filter=Q(receipts__struck_at=None), default=ZERO)
    rows = Line.objects.costs().filter(plan__contribution=contribution).select_related("plan")
    return list(rows.annotate(spent=spent).order_by("position", "pk"))


def actual_of(contribution: Contribution) -> Actual:
    """Two queries."""
    found = Receipt.objects.filter(contribution=contribution).aggregate(
        number=Count("*"), unplanned=Sum("amount", filter=Q(line=None, struck_at=None), default=ZERO)
    )
    return replace(actual_from(lines_of(contribution), found["unplanned"]), receipts=found["number"])


def actual_from(lines: Iterable[Line], unplanned: Decimal = ZERO) -> Actual:
    """Of cost lines that know their plan and what was `spent`."""
    lines = list(lines)
    plan = lines[0].plan if lines else None
    rows = [Row(str(line), line.amount, line.spent, line.plan.limit_of(line.amount), line.pk) for line in lines]
    planned = sum((row.planned for row in rows), ZERO)
    spent = sum((row.spent for row in rows), ZERO) + unplanned
    return Actual(plan, rows, Row(_("All together"), planned, spent, planned if plan else None), unplanned)


def warning_of(actual: Actual, line_id) -> str:
    """What to say after a receipt of this line was entered: from nine tenths of the plan on. Empty otherwise."""
    row = next((row for row in actual.rows if row.pk == line_id), None)
    if row is None:
        return ""
    if actual.total.light == BEYOND:
        return _("All together is now %(amount)s above the plan. The sum binds: please ask for a change.") % {
            "amount": euro(-actual.total.left)
        }
    if row.light == BEYOND:
        return _("“%(line)s” is now at %(percent)d %% of the plan, beyond what is allowed. Please ask for a change.") % {
            "line": row.label,
            "percent": row.percent,
        }
    if row.light == OVER:
        return _("“%(line)s” is now at %(percent)d %% of the plan. Please save %(amount)s in another line.") % {
            "line": row.label,
            "percent": row.percent,
            "amount": euro(-row.left),
        }
    if row.light == NEARLY:
        return _("“%(line)s” is now at %(percent)d %% of the plan: %(amount)s are left.") % {
            "line": row.label,
            "percent": row.percent,
            "amount": euro(row.left),
        }
    return ""
