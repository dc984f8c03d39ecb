from django.conf import settings
from django.db import transaction

from partnerships.attendance import rules
from partnerships.attendance.models import Invite
from partnerships.base import clock
from partnerships.base.verdict import require
from partnerships.meeting.models import Meeting


@transaction.atomic
def answer(invite: Invite, *, answer: str) -> Invite:
    """Whoever has the link says yes, maybe or no, and may think better of it until the meeting is over."""
    invite = Invite.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=invite.pk)
    require(rules.may_answer(invite.meeting))
    return _answer(invite, answer)


@transaction.atomic
def answer_for_oneself(meeting: Meeting, *, answer: str, by) -> Invite:
    """The same on the meeting's page, also before the letter has come."""
    require(rules.may_answer_for_oneself(by, meeting))
    invite, _new = Invite.objects.select_for_update().get_or_create(
        meeting=meeting,
        email=by.email.lower(),
        defaults={"name": by.name, "person": by, "language": by.language or settings.LANGUAGE_CODE},
    )
    return _answer(invite, answer)


def _answer(invite: Invite, answer: str) -> Invite:
    invite.answer, invite.answered_at = Invite.Answer(answer), clock.now()
    invite.save(update_fields=["answer", "answered_at"])
    return invite
