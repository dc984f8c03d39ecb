from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.organisation.models import Organisation
from projects.bank.models import BankAccount
from projects.funding.models import ZERO, Call
from projects.payment import rules
from projects.payment.charset import bank_text
from projects.payment.models import PaymentFile, PaymentLine
from projects.payment.sepa import PURPOSE


@transaction.atomic
def make(organisation: Organisation, *, calls: Iterable, day: date, reason: str = "", by) -> PaymentFile:
    """A file for the bank with these released calls: nothing is paid by it, and nothing moves.

    A second file for the same day, and a payment that stood in a file before, take a reason.

    Journal: paymentfile.made or paymentfile.made_again (internal).
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    require(rules.may_make(by, organisation))
    if day < clock.today():
        raise Refused(_("This day is over. Please choose today or a day to come."))
    account = _account(organisation)
    found = _released(organisation, calls)
    accounts = _accounts(found)
    before = set(PaymentLine.objects.filter(call__in=found).values_list("call", flat=True))
    last = PaymentFile.objects.filter(organisation=organisation, day=day).aggregate(last=Max("number"))["last"] or 0
    if not reason.strip():
        if before:
            names = ", ".join(call.reference for call in found if call.pk in before)
            raise Refused(_("Already in a file: %(names)s. Please say why once more, so that nothing is paid twice.") % {"names": names})
        if last:
            raise Refused(_("There is a file for this day already. Please say why there is to be a second one."))
    file = PaymentFile.objects.create(
        organisation=organisation,
        account=account,
        day=day,
        number=last + 1,
        total=sum((call.amount for call in found), ZERO),
        reason=reason.strip(),
        made_by=by,
        made_at=clock.now(),
    )
    PaymentLine.objects.bulk_create(
        PaymentLine(
            file=file,
            call=call,
            account=accounts[call.contribution.receiver_id],
            amount=call.amount,
            purpose=bank_text(f"{call.reference} {call}", PURPOSE),
            again=call.pk in before,
        )
        for call in found
    )
    record(
        "paymentfile.made",
        file,
        by=by,
        organisation=organisation,
        internal_to=organisation,
        amount=file.total,
        count=len(found),
        reason=reason,
    )
    return file


def _account(organisation: Organisation) -> BankAccount:
    account = BankAccount.objects.in_force().filter(organisation=organisation).first()
    if account is None:
        raise Refused(_("%(organisation)s has entered no bank account to pay from.") % {"organisation": organisation})
    return account


def _released(organisation: Organisation, calls: Iterable) -> list[Call]:
    """Held until the file is written: what somebody orders or sends back meanwhile is in no file."""
    wanted = {getattr(call, "pk", call) for call in calls}
    if not wanted:
        raise Refused(_("Please choose at least one payment."))
    rows = Call.objects.select_for_update(of=("self",)).for_list().filter(pk__in=wanted, contribution__giver=organisation)
    found = list(rows.filter(state=Call.State.RELEASED).order_by("pk"))
    if len(found) < len(wanted):
        raise Refused(_("One of these payments is no longer released. Please look at the list again."))
    return found


def _accounts(calls: list[Call]) -> dict:
    receivers = {call.contribution.receiver_id for call in calls}
    accounts = {account.organisation_id: account for account in BankAccount.objects.in_force().filter(organisation__in=receivers)}
    missing = sorted({str(call.receiver) for call in calls if call.contribution.receiver_id not in accounts})
    if missing:
        raise Refused(_("No bank account is entered for: %(names)s.") % {"names": ", ".join(missing)})
    return accounts
