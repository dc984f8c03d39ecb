import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.address import address
from partnerships.base.records import Record
from partnerships.base.valuation import Kind
from partnerships.organisation.models import Organisation, Role
from partnerships.organisation.standing import standing_of
from projects.bank.iban import in_groups, masked
from projects.contribution.models import Contribution

PAYERS = (Role.FINANCE, Role.SIGNATORY)


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    def visible_to(self, person):
        """Of the own house, and in force of whom it has granted money to, for those who pay."""
        return self.filter(Q(organisation__in=standing_of(person).ids) | _paid_by(person))

    def read_by(self, person):
        """The whole number: own finance, and those who pay."""
        standing = standing_of(person)
        mine = [pk for pk in standing.ids if standing.has(pk, *PAYERS)]
        return self.filter(Q(organisation__in=mine) | _paid_by(person))

    def in_force(self):
        return self.filter(ended_at=None)


def _paid_by(person) -> Q:
    standing = standing_of(person)
    houses = [pk for pk in standing.ids if standing.has(pk, *PAYERS)]
    granted = Contribution.objects.promised().filter(giver__in=houses, kind=Kind.MONEY)
    return Q(organisation__in=granted.values("receiver"), ended_at=None)


class BankAccount(Record):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bank_accounts", verbose_name=_("organisation"))
    holder = models.CharField(_("account holder"), max_length=70)
    iban = models.CharField(_("IBAN"), max_length=34)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    entered_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by"))
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended_at=None),
                name="bank_account_one_in_force",
                violation_error_message=_("Meanwhile somebody else has entered an account. Please look at it first."),
            ),
            models.CheckConstraint(condition=Q(iban__regex=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"), name="bank_account_iban"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="details_stay", exclude=["ended_at", "ended_by"]),
            pgtrigger.Protect(name="account_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.masked

    def get_absolute_url(self) -> str:
        return address("bankaccount_detail", self.pk)

    @property
    def masked(self) -> str:
        return masked(self.iban)

    @property
    def grouped(self) -> str:
        return in_groups(self.iban)
