from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.records import Record
from partnerships.organisation.models import Organisation
from partnerships.organisation.standing import standing_of
from projects.bank.models import PAYERS, BankAccount
from projects.funding.models import Call


class PaymentFileQuerySet(models.QuerySet["PaymentFile"]):
    def visible_to(self, person):
        """Of one's own houses, for those who pay."""
        standing = standing_of(person)
        return self.filter(organisation__in=[pk for pk in standing.ids if standing.has(pk, *PAYERS)])


class PaymentFile(Record):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="payment_files", verbose_name=_("organisation"))
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+", verbose_name=_("from the account"))
    day = models.DateField(_("to be carried out on"))
    number = models.PositiveSmallIntegerField(_("number"))
    total = models.DecimalField(_("sum in €"), max_digits=14, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(default=clock.now)

    objects = PaymentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment order")
        verbose_name_plural = _("payment orders")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day", "number"], name="payment_file_number"),
            models.CheckConstraint(condition=Q(total__gt=0, number__gt=0), name="payment_file_total"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="payment_file_second_has_reason"),
        ]
        triggers = [pgtrigger.Protect(name="file_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("paymentfile_detail", self.pk)

    @property
    def name(self) -> str:
        """Also the message's own id: unique for the house's bank."""
        return f"AH-{self.day:%Y%m%d}-{self.number}-{self.pk.hex[-10:].upper()}"


class PaymentLine(Record):
    file = models.ForeignKey(PaymentFile, on_delete=models.PROTECT, related_name="lines")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="payment_lines")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    purpose = models.CharField(max_length=140)
    again = models.BooleanField(default=False)  # it stood in a file before

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(fields=["file", "call"], name="payment_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=Decimal(0)), name="payment_line_amount"),
        ]
        triggers = [pgtrigger.Protect(name="line_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.call} {self.amount}"

    @property
    def end_to_end(self) -> str:
        """At most 35 characters, the same wherever this call is paid."""
        return self.call.reference


def with_files(calls):
    """Adds `in_a_file`: whether the call stood in a file before."""
    return calls.annotate(in_a_file=Exists(PaymentLine.objects.filter(call=OuterRef("pk"))))
