from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.notice.actions import tell
from partnerships.organisation.models import Membership, Organisation, Role
from partnerships.person.models import Person
from projects.bank import rules
from projects.bank.iban import read_bic, read_iban
from projects.bank.models import BankAccount


@transaction.atomic
def enter(organisation: Organisation, *, holder: str, iban: str, bic: str = "", by) -> BankAccount:
    """The account that counts from now on; the one before is ended. Whoever enters the same once more changes nothing.

    Journal: bank.entered (internal, masked). Mail to the administration.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    require(rules.may_enter(by, organisation))
    try:
        words = {"holder": holder.strip(), "iban": read_iban(iban), "bic": read_bic(bic)}
    except ValueError as error:
        raise Refused(str(error)) from error
    before = BankAccount.objects.in_force().filter(organisation=organisation).first()
    if before and all(getattr(before, name) == value for name, value in words.items()):
        return before
    if before:
        _end(before, by=by)
    account = BankAccount(organisation=organisation, entered_by=by, **words)
    account.full_clean()
    account.save()
    record(
        "bankaccount.entered", account, by=by, organisation=organisation, internal_to=organisation, before=before.masked if before else None
    )
    _tell_administration(account, before, by=by)
    return account


@transaction.atomic
def end(account: BankAccount, *, by) -> BankAccount:
    """No account any more: nothing can be paid to this organisation. Journal: bankaccount.ended (internal). Mail to the administration."""
    account = BankAccount.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=account.pk)
    require(rules.may_end(by, account))
    _end(account, by=by)
    record("bankaccount.ended", account, by=by, organisation=account.organisation, internal_to=account.organisation)
    _tell_administration(None, account, by=by)
    return account


def _end(account: BankAccount, *, by) -> None:
    account.ended_at, account.ended_by = clock.now(), by
    account.save(update_fields=["ended_at", "ended_by"])


def _tell_administration(account: BankAccount | None, before: BankAccount | None, *, by) -> None:
    shown = account or before
    if shown is None:
        raise Refused(_("There is no account."))
    organisation = shown.organisation
    administration = Membership.objects.current().with_role(Role.ADMINISTRATOR).filter(organisation=organisation)
    tell(
        Person.objects.filter(pk__in=administration.values("person")),
        key=f"bank:{shown.pk}:{'ended' if account is None else 'entered'}",
        subject=gettext_lazy("The bank account of %(organisation)s was changed"),
        template="mail/bank/changed.txt",
        context={"organisation": organisation, "account": account, "before": before, "by": by},
    )
