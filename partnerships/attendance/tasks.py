from datetime import date

from partnerships.attendance import build
from partnerships.attendance.models import Invite
from partnerships.attendance.rules import OPEN_AFTER
from partnerships.base import clock
from partnerships.work.registry import daily, sweeper


@sweeper
def invitations() -> int:
    """Letters about meetings that were planned, changed or cancelled."""
    return sum(build.tell(meeting_id) for meeting_id in build.due())


@daily
def forget_guests(day: date) -> None:
    """What a guest's link showed is closed by then: name and address of guests are forgotten with their invitation."""
    Invite.objects.filter(person=None, meeting__ends_at__lt=clock.at(day, 0) - OPEN_AFTER).delete()
