"""A partnership that both sides have ended has no series that goes on."""

from django.dispatch import receiver

from partnerships.partnership.models import partnership_ended
from partnerships.series.actions import end_with_partnership


@receiver(partnership_ended, dispatch_uid="series end with their partnership")
def end_series(sender, partnership, by, **kwargs) -> None:
    end_with_partnership(partnership, by=by)
