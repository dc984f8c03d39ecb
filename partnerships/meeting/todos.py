"""What of meetings waits for whom."""

from datetime import timedelta

from django.db.models import Q

from partnerships.base import clock
from partnerships.meeting.models import Meeting
from partnerships.meeting.turn import DAYS_FOR_MINUTES, turn_of
from partnerships.todo.registry import Todo, source

AHEAD = timedelta(days=30)
WAITING = {"mine": "me", "late": "me", "ours": "us", "theirs": "them"}

State = Meeting.State


@source
def meetings(person) -> list[Todo]:
    """Minutes to write or to release, and the meetings of the next 30 days."""
    now = clock.now()
    rows = (
        Meeting.objects.worked_on_by(person)
        .filter(Q(state__in=[State.MINUTES, State.RELEASE]) | Q(state=State.PLANNED, starts_at__lte=now + AHEAD))
        .for_list()
        .with_my_parties(person)
        .order_by("starts_at")
    )
    return [todo for meeting in rows if (todo := _todo(meeting, person))]


def _todo(meeting, person) -> Todo | None:
    if meeting.state == State.PLANNED and meeting.starts_at > clock.now():
        return Todo(
            "coming",
            meeting.title,
            meeting.place or meeting.get_kind_display(),
            meeting.get_absolute_url(),
            due=meeting.starts_at.astimezone(clock.BERLIN).date(),
            happens=True,
            partnership=str(meeting.partnership),
            icon="calendar-event",
        )
    turn = turn_of(meeting, person)
    if turn.whose not in WAITING or (turn.whose != "late" and _too_early(meeting)):
        return None
    return Todo(
        WAITING[turn.whose],
        meeting.title,
        turn.ask,
        meeting.get_absolute_url(),
        since=turn.since,
        due=turn.due,
        who=turn.who,
        partnership=str(meeting.partnership),
        icon="file-earmark-check" if meeting.state == State.RELEASE else "pencil",
    )


def _too_early(meeting) -> bool:
    """Minutes are asked for three days after the meeting; a wished change and a release at once."""
    if meeting.state == State.RELEASE or meeting.change_wished_by_id:
        return False
    return meeting.ends_at > clock.now() - timedelta(days=DAYS_FOR_MINUTES)
