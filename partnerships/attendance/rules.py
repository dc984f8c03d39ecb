from datetime import timedelta

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import YES, Verdict, no
from partnerships.meeting.models import Meeting

OPEN_AFTER = timedelta(days=30)  # how long a link opens the meeting's page after its end


def may_answer(meeting) -> Verdict:
    """Until the meeting is over."""
    if meeting.state == Meeting.State.CANCELLED:
        return no(_("This meeting was cancelled."))
    if meeting.state != Meeting.State.PLANNED or meeting.is_over:
        return no(_("This meeting is over."))
    return YES


def may_answer_for_oneself(person, meeting) -> Verdict:
    """Somebody who takes part, signed in."""
    if not meeting.participants.filter(person=person).exists():
        return no(_("Only those who take part answer."))
    return may_answer(meeting)


def opens(invite) -> bool:
    """Does the link still show the meeting?"""
    return invite.withdrawn_at is None and clock.now() < invite.meeting.ends_at + OPEN_AFTER
