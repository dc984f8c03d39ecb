"""What has become of a decision, told by its minutes, its reservation and later decisions."""

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When

from partnerships.meeting.models import Decision, Meeting
from partnerships.meeting.words import Course

__all__ = ["Course", "with_course"]


def with_course(rows):
    """Adds `course`: noted while its minutes are not released, then in force, open reservation or replaced."""
    released = Q(meeting__state=Meeting.State.RELEASED)
    later = Exists(Decision.objects.filter(replaces=OuterRef("pk"), meeting__state=Meeting.State.RELEASED))
    return rows.annotate(
        course=Case(
            When(~released, then=Value(Course.NOTED)),
            When(later, then=Value(Course.REPLACED)),
            When(~Q(reservation="") & Q(lift=None), then=Value(Course.RESERVED)),
            default=Value(Course.IN_FORCE),
            output_field=CharField(),
        )
    )
