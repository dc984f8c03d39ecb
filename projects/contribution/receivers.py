"""What an agreement promises appears in the ledger by itself, in the transaction in which the last party signs, and follows its text."""

from django.dispatch import receiver

from partnerships.agreement.models import Agreement, agreement_amended, agreement_signed
from projects.contribution import promised


@receiver(agreement_signed, dispatch_uid="contributions of promises")
def write_promises(sender, agreement: Agreement, by=None, **kwargs) -> None:
    """Of an amendment only when it becomes a part of its agreement; sent twice, written once."""
    if not agreement.amends_id:
        promised.write(agreement, by=by)


@receiver(agreement_amended, dispatch_uid="contributions of amended promises")
def carry_on_promises(sender, agreement: Agreement, before, after, on, **kwargs) -> None:
    promised.carry_on(agreement, before=before, after=after, on=on)
