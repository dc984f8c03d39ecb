"""Silence after the deadline, where both sides have agreed that it counts: see partnerships/deadline."""

from django.db import transaction

from partnerships.base import clock
from partnerships.consent.actions import keep_silence
from partnerships.deadline.models import Deadline
from partnerships.journal.actions import record
from partnerships.meeting.actions import locked
from partnerships.meeting.models import Meeting


@transaction.atomic
def let_pass(meeting: Meeting, *, houses: set) -> Meeting:
    """The deadline has passed: the silence of these houses (ids), which were written to before, counts as their yes.

    Only for minutes that were sent while both had agreed on it, as long as they still do, and that one side has released expressly.
    """
    meeting = locked(meeting)
    agreed = Deadline.objects.in_force(meeting.partnership)
    waits = meeting.state == Meeting.State.RELEASE and meeting.release_until and meeting.release_until < clock.today()
    if not (waits and meeting.silence_counts and agreed and agreed.silence_counts and meeting.yeses()):
        return meeting
    for party in [party for party in meeting.missing_parties() if party.organisation_id in houses]:
        keep_silence(meeting, party=party)
        record("meeting.silent", meeting, by=None, organisation=party.organisation, until=meeting.release_until, edition=meeting.edition)
    if meeting.both_agreed():
        meeting.move("let_pass", released_at=clock.now(), digest_released=meeting.digest())
        record("meeting.released", meeting, by=None, released=True, edition=meeting.edition)
    return meeting
