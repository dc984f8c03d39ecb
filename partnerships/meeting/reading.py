"""A meeting with all that its page shows of it, read by queries that are planned once (base/prepared.py)."""

from functools import cache

from django.db.models import OuterRef

from partnerships.base.prepared import FOUND, AmongFound, Param, PreparedRows, those_found
from partnerships.glossary.marking import with_terms
from partnerships.meeting.corrected import corrected_decisions, corrected_items
from partnerships.meeting.course import with_course
from partnerships.meeting.filed import with_files
from partnerships.meeting.models import Decision, Item, Meeting
from partnerships.organisation.standing import ANYONE, by_id, values_of

meeting_or_404 = by_id(lambda: Meeting.objects.visible_to(ANYONE).select_related("partnership"))
plan_or_404 = by_id(lambda: Meeting.objects.visible_to(ANYONE).select_related("partnership").prefetch_related("participants"))


@cache
def part_or_404(model):
    """For each kind of what belongs to a meeting: the one of that id, with its meeting."""
    return by_id(lambda: model.objects.visible_to(ANYONE).select_related("meeting__partnership"))


MEETING = Param("meeting", "uuid")
NAMES = ("meeting__title", "partnership__title", "reservation_of__name", "reservation_of__short_name")


def _whole():
    meetings = Meeting.objects.visible_to(ANYONE).filter(pk=MEETING).with_yeses().with_missing().with_my_parties(ANYONE)
    meetings = with_terms(meetings.with_people().with_outcomes(), OuterRef("partnership"))
    return meetings.select_related("partnership", "minutes_by", "change_wished_by", "series")


def _topics():
    return with_files(Item.objects.filter(meeting=MEETING).select_related("brought_in_by"))


def _tasks():
    tasks = Meeting._meta.get_field("tasks").related_model  # of the slice above
    return tasks.objects.filter(meeting=MEETING).select_related("organisation", "person")


def _decisions():
    rows = corrected_decisions(with_course(Decision.objects.filter(AmongFound("pk", params=(FOUND,)))))
    return rows.select_related("meeting", "partnership", "reservation_of").only("number", "text", "reservation", *NAMES)


LISTED = those_found(lambda: Meeting.objects.for_list().with_my_parties(ANYONE))
DECISIONS = PreparedRows(_decisions)  # of the register, those found
_WHOLE, _TOPICS, _TASKS = PreparedRows(_whole), PreparedRows(_topics), PreparedRows(_tasks)
_CORRECTED = PreparedRows(lambda: corrected_items(_topics()))


def whole_or_404(person, pk) -> Meeting:
    """With people, outcomes, yeses and the words of the glossary; one query."""
    return _WHOLE.one_or_404(values_of(person, meeting=pk))


def topics_of(meeting: Meeting) -> list[Item]:
    """With their files, and once released with what addenda say to them; one query."""
    rows = _CORRECTED if meeting.state == Meeting.State.RELEASED else _TOPICS
    return rows.rows({"meeting": meeting.pk})


def tasks_of(meeting: Meeting) -> list:
    """One query."""
    return _TASKS.rows({"meeting": meeting.pk})
