"""Receipt, and until when a grant's receipts are closed."""

from decimal import Decimal

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from partnerships.base.address import address
from partnerships.base.records import Edited, Record
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope
from projects.contribution.models import Contribution
from projects.plan.models import Line
from projects.project.models import Project

ZERO = Decimal("0.00")


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, person):
        """Of one's own house only."""
        return self.filter(organisation__in=standing_of(person).ids)

    def shown_to(self, person):
        """Those whose picture this person may open: the own house's, and what was shown to the giver."""
        mine = standing_of(person).ids
        return self.filter(
            Q(organisation__in=mine)
            | Q(shown_at__isnull=False, contribution__giver__in=mine) & Q(scope.worked_on(person, "contribution__partnership"))
        )

    def counted(self):
        """Those that are not struck."""
        return self.filter(struck_at=None)

    def in_order(self):
        """In order of time."""
        return self.order_by("day", "no", "pk")

    def total(self) -> Decimal:
        return self.counted().aggregate(sum=Sum("amount", default=ZERO))["sum"]


@pghistory.track()
class Receipt(Record, Edited):
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="receipts", verbose_name=_("grant"))
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    no = models.PositiveIntegerField(_("no."), editable=False)
    amount = models.DecimalField(_("amount in €"), max_digits=12, decimal_places=2)
    day = models.DateField(_("day of payment"))
    payee = models.CharField(_("paid to"), max_length=120)
    reason = models.CharField(_("what for"), max_length=200)
    reference = models.CharField(_("number on the receipt"), max_length=60, blank=True)
    line = models.ForeignKey(
        Line, on_delete=models.PROTECT, null=True, blank=True, related_name="receipts", verbose_name=_("line of the plan")
    )
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project"))
    sha256 = models.CharField(max_length=64, blank=True, editable=False)  # of its first file
    entered_by = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )
    shown_at = models.DateTimeField(null=True, blank=True, editable=False)
    fixed_at = models.DateTimeField(null=True, blank=True, editable=False)
    struck_at = models.DateTimeField(null=True, blank=True, editable=False)
    struck_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    struck_reason = models.CharField(_("why it is struck"), max_length=300, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "no"], name="receipt_no"),
            models.UniqueConstraint(
                fields=["organisation", "sha256"], condition=Q(struck_at=None) & ~Q(sha256=""), name="receipt_once_by_file"
            ),
            models.UniqueConstraint(
                F("organisation"), F("day"), F("amount"), Lower("payee"), Lower("reference"),
                condition=Q(struck_at=None) & ~Q(reference=""), name="receipt_once_by_words",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_amount"),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_reason="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_reason=""),
                name="receipt_struck_with_reason",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["contribution", "day", "no"]),
            models.Index(fields=["organisation", "day", "amount"]),
            models.Index(fields=["line"], condition=Q(struck_at=None), include=["amount"], name="receipt_of_line"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="fixed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.fixed_at IS NOT NULL AND "
                    "(OLD.contribution_id, OLD.organisation_id, OLD.no, OLD.amount, OLD.day, OLD.payee, OLD.reason, OLD.reference,"
                    " OLD.line_id, OLD.project_id, OLD.sha256, OLD.struck_at, OLD.struck_by_id, OLD.struck_reason) IS DISTINCT FROM "
                    "(NEW.contribution_id, NEW.organisation_id, NEW.no, NEW.amount, NEW.day, NEW.payee, NEW.reason, NEW.reference,"
                    " NEW.line_id, NEW.project_id, NEW.sha256, NEW.struck_at, NEW.struck_by_id, NEW.struck_reason)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no}. {self.payee}"

    def get_absolute_url(self) -> str:
        return address("receipt_detail", self.pk)

    @property
    def partnership(self):
        return self.contribution.partnership

    @property
    def outside(self) -> bool:
        """Does its day lie outside the grant's period?"""
        return not self.contribution.starts_on <= self.day <= self.contribution.ends_on


class Book(Record):
    """Until which day the receipts of a grant are closed: what was proven of, or is being released as proof."""

    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="book")
    closed_through = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("list of receipts")
        verbose_name_plural = _("lists of receipts")

    def __str__(self) -> str:
        return str(self.contribution)
