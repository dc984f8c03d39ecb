"""The last signature of an amendment, and the end of an agreement that has some."""

from django.dispatch import receiver

from partnerships.agreement.models import Agreement, agreement_ended, agreement_signed
from partnerships.amendment import merging
from partnerships.base import clock


@receiver(agreement_signed, dispatch_uid="amendments whose first day has come")
def signed(sender, agreement: Agreement, by=None, **kwargs) -> None:
    if not agreement.amends_id:
        return
    merging.tell_the_others(agreement)
    if agreement.starts_on is None or agreement.starts_on <= clock.today():
        merging.merge(agreement)


@receiver(agreement_ended, dispatch_uid="amendments of what has ended")
def ended(sender, agreement: Agreement, **kwargs) -> None:
    merging.lapse_all(agreement)
