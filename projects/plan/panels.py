"""The plan on the page of its contribution and beside a decision: within that page's own query."""

from decimal import Decimal

from django.db.models import OuterRef
from django.utils.translation import gettext as _

from projects.contribution.parts import Part, Shown, register, rows_of
from projects.plan import rules
from projects.plan.models import Line, Plan
from projects.plan.page import table_of


def columns(person) -> dict:
    of_it = Plan.objects.filter(contribution=OuterRef("pk"))
    lines = Line.objects.filter(plan__contribution=OuterRef("pk")).order_by("side", "position", "pk")
    return {
        "plan_rows": rows_of(of_it, "id", "mode", "cover", "edition", exact=("tolerance",)),
        "plan_lines": rows_of(lines, "id", "side", "key", "label", "cash", exact=("amount",)),
    }


def plan_of(contribution) -> tuple[Plan | None, list[Line]]:
    """Plan and lines from the columns of the contribution's own query."""
    if not contribution.plan_rows:
        return None, []
    [row] = contribution.plan_rows
    plan = Plan(contribution=contribution, **row | {"tolerance": Decimal(row["tolerance"])})
    return plan, [Line(plan=plan, **line | {"amount": Decimal(line["amount"])}) for line in contribution.plan_lines]


def plan(contribution, person) -> Shown | None:
    found, lines = plan_of(contribution)
    may = rules.may_edit(person, contribution, planned=found is not None)
    if found is None and not may:
        return None
    words = {"contribution": contribution, "may_edit": may}
    if found:
        table = table_of(found, lines)
        fits = rules.asks_for(table.sums, contribution) if contribution.state in contribution.OPEN else None
        words |= {"table": table, "fits": fits}
    return Shown("projects/plan/show.html", words, "" if found else _("Cost and financing plan"))


register(Part(order=10, show=plan, columns=columns))
