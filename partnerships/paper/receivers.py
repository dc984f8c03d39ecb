"""The last signature: in the same transaction the row that waits for its PDF."""

from django.dispatch import receiver

from partnerships.agreement.models import agreement_in_force
from partnerships.paper.tasks import expect


@receiver(agreement_in_force)
def signed(sender, agreement, by, **kwargs) -> None:
    expect(agreement.current())
