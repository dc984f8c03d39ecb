"""Plan and its lines: costs, financing, and what is given in kind beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import money
from partnerships.base.records import Edited, Record
from projects.contribution.models import Contribution

TOLERANCE = Decimal("0.20")


class BudgetLine(models.TextChoices):
    """What money is spent on."""

    PERSONNEL = "personnel", _("Staff costs")
    MINIJOB = "minijob", _("Mini-jobs and volunteer allowances")
    FEES = "fees", _("Fees")
    MATERIAL = "material", _("Materials")
    ROOMS = "rooms", _("Rooms and running costs")
    PR = "pr", _("Public relations")
    TRAVEL = "travel", _("Travel")
    TRAINING = "training", _("Training and supervision")
    INVEST = "invest", _("Purchases and investments")
    OVERHEAD = "overhead", _("Overhead costs")


class FundingSource(models.TextChoices):
    """Where the means come from; the last two are in kind."""

    PARTNER = "partner", _("Grant of the partner")
    OWN = "own", _("Own funds")
    MUNICIPAL = "municipal", _("Municipality")
    STATE = "state", _("State, federal government or EU")
    FOUNDATION = "foundation", _("Foundations")
    DONATIONS = "donations", _("Donations")
    PARTICIPANTS = "participants", _("Participation fees and proceeds")
    MEMBERS = "members", _("Membership fees")
    INKIND = "inkind", _("Own work and means in kind")
    INKIND_PARTNER = "inkind_partner", _("In kind, from the partner")


IN_KIND = frozenset({FundingSource.INKIND, FundingSource.INKIND_PARTNER})
CASH_SOURCES = [each for each in FundingSource if each not in IN_KIND]


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, person):
        return self.filter(contribution__in=Contribution.objects.visible_to(person).values("pk"))


@pghistory.track()
class Plan(Record, Edited):
    class Mode(models.TextChoices):
        """How the partner's money relates to the costs."""

        FIXED = "fixed", _("Fixed amount")
        SHARE = "share", _("Share of the costs")
        GAP = "gap", _("Fills the gap")
        GUARANTEE = "guarantee", _("Covers a deficit")
        FULL = "full", _("Pays for everything")

    class Cover(models.TextChoices):
        """May one line be exceeded when another one saves it?"""

        NONE = "none", _("No line may be exceeded")
        TOLERANCE = "tolerance", _("Lines may be exceeded up to a limit")
        FULL = "full", _("Lines cover each other fully")

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="plan", verbose_name=_("contribution"))
    mode = models.CharField(_("how the partner finances"), max_length=10, choices=Mode, default=Mode.GAP)
    cover = models.CharField(_("exceeding a line"), max_length=10, choices=Cover, default=Cover.TOLERANCE)
    tolerance = models.DecimalField(_("limit"), max_digits=4, decimal_places=2, default=TOLERANCE)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("cost and financing plan")
        verbose_name_plural = _("cost and financing plans")
        constraints = [
            models.CheckConstraint(condition=Q(tolerance__gte=0, tolerance__lte=1), name="plan_tolerance"),
        ]

    def __str__(self) -> str:
        return str(self.contribution)

    def get_absolute_url(self) -> str:
        return f"{self.contribution.get_absolute_url()}#plan"

    def limit_of(self, amount: Decimal) -> Decimal | None:
        """How far a line of this amount may be spent; None where only the sum counts."""
        if self.cover == self.Cover.FULL:
            return None
        return money.cents(amount * (1 + self.tolerance)) if self.cover == self.Cover.TOLERANCE else amount


class LineQuerySet(models.QuerySet["Line"]):
    def visible_to(self, person):
        return self.filter(plan__in=Plan.objects.visible_to(person).values("pk"))

    def costs(self):
        """Lines that money is spent on."""
        return self.filter(side=Line.Side.COST, cash=True)


@pghistory.track()
class Line(Record):
    class Side(models.TextChoices):
        COST = "cost", _("Costs")
        INCOME = "income", _("Financing")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(max_length=10, choices=Side)
    key = models.CharField(_("category"), max_length=20, choices=[*BudgetLine.choices, *FundingSource.choices])
    label = models.CharField(_("in words"), max_length=160, blank=True)
    amount = models.DecimalField(_("amount in €"), max_digits=12, decimal_places=2)
    cash = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the plan")
        verbose_name_plural = _("lines of the plan")
        ordering = ["plan", "side", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="plan_line_amount"),
            models.CheckConstraint(
                condition=Q(side="cost", cash=True, key__in=BudgetLine.values)
                | Q(side="income", cash=True, key__in=[str(each) for each in CASH_SOURCES])
                | Q(side="income", cash=False, key__in=sorted(str(each) for each in IN_KIND)),
                name="plan_line_stands_where_it_belongs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.label}" if self.label else self.word

    @property
    def word(self) -> str:
        return str((BudgetLine if self.side == Line.Side.COST else FundingSource)(self.key).label)


@dataclass(frozen=True)
class Sums:
    """Of a plan's lines; `in_kind` stands beside the balance."""

    cost: Decimal
    income: Decimal
    in_kind: Decimal
    partner: Decimal
    partner_in_kind: Decimal

    @property
    def difference(self) -> Decimal:
        """Financing minus costs: below nothing means that money is missing."""
        return self.income - self.cost

    @property
    def balanced(self) -> bool:
        return not self.difference

    @property
    def support(self) -> Decimal:
        """All that the partner gives, in money and in kind."""
        return self.partner + self.partner_in_kind


def sums(lines: Iterable) -> Sums:
    """Of lines or of anything that has side, key, amount and cash."""
    rows = list(lines)

    def total(wanted) -> Decimal:
        return sum((row.amount for row in rows if wanted(row)), money.ZERO)

    return Sums(
        cost=total(lambda row: row.side == Line.Side.COST),
        income=total(lambda row: row.side == Line.Side.INCOME and row.cash),
        in_kind=total(lambda row: not row.cash),
        partner=total(lambda row: row.key == FundingSource.PARTNER),
        partner_in_kind=total(lambda row: row.key == FundingSource.INKIND_PARTNER),
    )
