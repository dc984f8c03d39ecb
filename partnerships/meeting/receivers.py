"""A partnership that both sides have ended leaves no meeting planned."""

from django.dispatch import receiver

from partnerships.meeting.actions import cancel_with_partnership
from partnerships.partnership.models import partnership_ended


@receiver(partnership_ended, dispatch_uid="meetings are cancelled with their partnership")
def cancel_meetings(sender, partnership, by, **kwargs) -> None:
    cancel_with_partnership(partnership, by=by)
