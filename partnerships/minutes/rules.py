"""May I? Whoever may write the minutes may note outcomes and say what is talked about; notes are for one's own house."""

from partnerships.base.verdict import Verdict, first_no
from partnerships.meeting.rules import may_write, works_in
from partnerships.minutes.models import Point
from partnerships.topic.rules import may_store


def may_note_point(person, meeting, kind: str) -> Verdict:
    """An idea goes into the store of topics, which closes with the partnership."""
    verdict = may_write(person, meeting)
    return first_no(verdict, may_store(person, meeting.partnership)) if kind == Point.Kind.IDEA else verdict


def may_keep_notes(person, meeting) -> Verdict:
    """At any time, before and after the release too: a note is nobody else's business."""
    return works_in(person, meeting.partnership)
