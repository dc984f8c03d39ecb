"""The last signature: in the same transaction the row that waits for its PDF."""

from django.dispatch import receiver

from partnerships.agreement.models import agreement_amended, agreement_signed
from partnerships.paper.tasks import expect


@receiver(agreement_signed)
def signed(sender, agreement, by, **kwargs) -> None:
    expect(agreement.current())


@receiver(agreement_amended)
def amended(sender, after, **kwargs) -> None:
    """The text as it reads now, with the names of those who signed the amendment."""
    expect(after)
