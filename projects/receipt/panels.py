"""Budget against actual on the page of a grant: within that page's own query."""

from decimal import Decimal

from django.db.models import DecimalField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from projects.contribution.parts import Part, Shown, register, rows_of
from projects.plan.models import Line
from projects.plan.panels import plan_of
from projects.receipt import rules
from projects.receipt.actual import actual_from
from projects.receipt.models import ZERO, Receipt

MONEY = DecimalField(max_digits=14, decimal_places=2)


def columns(person) -> dict:
    receipts_of_it = Receipt.objects.filter(line=OuterRef("pk"), struck_at=None).order_by()
    of_line = receipts_of_it.values("line").annotate(sum=Sum("amount")).values("sum")
    lines = Line.objects.costs().filter(plan__contribution=OuterRef("pk"))
    spent = lines.annotate(spent=Coalesce(Subquery(of_line, output_field=MONEY), ZERO, output_field=MONEY))
    return {"line_sums": rows_of(spent, "id", exact=("spent",))}


def receipts(contribution, person) -> Shown | None:
    """For both sides: the lines where there is a plan, else the way to the receipts."""
    if not rules.has_receipts(contribution):
        return None
    _plan, lines = plan_of(contribution)
    sums = {row["id"]: Decimal(row["spent"]) for row in contribution.line_sums}
    costs = [line for line in lines if line.side == Line.Side.COST]
    for line in costs:
        line.spent = sums.get(str(line.pk), ZERO)
    home = reverse("contribution_receipts", args=[contribution.pk])
    new = reverse("receipt_create", args=[contribution.pk]) if rules.may_enter(person, contribution) else ""
    words = {"actual": actual_from(costs), "single": rules.sees_single(person, contribution), "home": home, "new": new}
    return Shown("projects/receipt/show.html", words)


register(Part(order=30, show=receipts, columns=columns))
