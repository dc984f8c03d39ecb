"""Lines of a plan of which more was spent than planned: said to the house that spends, before it is too late."""

from decimal import Decimal

from django.db.models import Case, DecimalField, F, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Round
from django.utils.translation import gettext as _

from partnerships.base.address import address
from partnerships.base.prepared import TODAY
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import IfMine, key, open_rows
from partnerships.todo.seats import ANYBODY, IsActive
from projects.contribution.models import Contribution
from projects.plan.models import Line, Plan
from projects.receipt.models import Receipt

LATELY = 365  # days after the end of a grant, in which there is still something to be done about it
MONEY = DecimalField(max_digits=14, decimal_places=2)


def _with_facts(rows):
    spent = Receipt.objects.filter(line=OuterRef("pk"), struck_at=None).order_by().values("line").annotate(sum=Sum("amount")).values("sum")
    limit = Case(
        When(plan__cover=Plan.Cover.NONE, then=F("amount")),
        When(plan__cover=Plan.Cover.TOLERANCE, then=Round(F("amount") * (Value(Decimal(1)) + F("plan__tolerance")), 2)),
        output_field=MONEY,
    )
    found = rows.annotate(mine=IfMine("plan__contribution__receiver"), spent=Subquery(spent, output_field=MONEY), limit=limit)
    return found.annotate(beyond=Case(When(spent__gt=F("limit"), then=Value(1)), default=Value(0)))


def _open():
    grants = Contribution.objects.visible_to(ANYBODY).promised().filter(IsActive("partnership"), book__closed_through=None)
    lately = grants.filter(ends_on__gte=TODAY.after(days=-LATELY))
    rows = Line.objects.costs().filter(plan__contribution__in=lately.values("pk"))
    return _with_facts(rows).filter(spent__gt=F("amount"), mine__isnull=False)


@source
@open_rows(
    rows=_open,
    facts=("mine", "beyond"),
    shown=(
        *("id", "key", "label", "side", "mine", "beyond"),
        *("plan__contribution_id", "plan__contribution__title", "plan__contribution__partnership_id"),
    ),
    order=("-spent",),
)  # fmt: skip
def lines_above_the_plan(row, me) -> Todo | None:
    """For those who write for the house that spends."""
    mine = key(row.mine)
    line = Line(side=row.side, key=row.key, label=row.label)
    return Todo(
        waiting="me" if me.standing.writes_for(mine) else "us",
        title=f"{row.plan_contribution_title}: {line}",
        ask=_("Far above the plan: ask for a change") if row.beyond else _("Above the plan: save it in another line"),
        url=address("contribution_receipts", row.plan_contribution_id),
        partnership=me.seat(row.plan_contribution_partnership_id).title,
        icon="exclamation-triangle",
    )
