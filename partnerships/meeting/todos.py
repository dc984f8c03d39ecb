"""Minutes to write or to release, and the meetings of the next 30 days."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Case, ExpressionWrapper, Q, UUIDField, Value, When

from partnerships.base import clock
from partnerships.base.nested import revived
from partnerships.base.prepared import NOW
from partnerships.consent.lines import YesIds
from partnerships.meeting.models import Meeting
from partnerships.meeting.turn import DAYS_FOR_MINUTES, turn_of
from partnerships.organisation.models import Organisation
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import IfMine, open_rows
from partnerships.todo.seats import ANYBODY, MySeat

AHEAD = timedelta(days=30)
MEETING = (
    "id",
    "kind",
    "title",
    "place",
    "state",
    "state_since",
    "starts_at",
    "ends_at",
    "minutes_by_id",
    "change_wished_by_id",
    "release_until",
)
WAITING = {"mine": "me", "late": "me", "ours": "us", "theirs": "them"}

State = Meeting.State


def _open():
    rows = Meeting.objects.worked_on_by(ANYBODY).filter(
        Q(state__in=[State.MINUTES, State.RELEASE]) | Q(state=State.PLANNED, starts_at__lte=NOW.after(days=AHEAD.days))
    )
    return rows.annotate(
        said=_said(),
        seat=MySeat("partnership"),
        minutes_mine=IfMine("minutes_by"),
        is_to_come=_is(state=State.PLANNED, starts_at__gt=NOW),
        has_passed=_is(ends_at__lte=NOW),
        is_recent=_is(ends_at__gt=NOW.after(days=-DAYS_FOR_MINUTES)),
        has_wish=_is(change_wished_by__isnull=False),
        has_writer=_is(minutes_by__isnull=False),
    )


def _said() -> Case:
    """Who has released already; of other meetings it need not be looked up."""
    said = YesIds("pk", "edition", params=(Meeting._meta.app_label, Meeting._meta.model_name))
    return Case(When(state=State.RELEASE, then=said), default=Value(None), output_field=ArrayField(UUIDField()))


def _is(**condition) -> ExpressionWrapper:
    return ExpressionWrapper(Q(**condition), output_field=BooleanField())


@source
@open_rows(
    rows=_open,
    facts=("state", "seat", "said", "minutes_mine", "is_to_come", "has_passed", "is_recent", "has_wish", "has_writer"),
    shown=(*MEETING, "said", "partnership_id"),
    order=("starts_at",),
)
def meetings(row, me) -> Todo | None:
    seat = me.seat(row.partnership_id)
    meeting = _meeting(row, me)
    if meeting.state == State.PLANNED and meeting.starts_at > clock.now():
        return Todo(
            "coming",
            meeting.title,
            meeting.place or meeting.get_kind_display(),
            meeting.get_absolute_url(),
            due=meeting.starts_at.astimezone(clock.BERLIN).date(),
            happens=True,
            partnership=seat.title,
            icon="calendar-event",
        )
    turn = turn_of(meeting, me.person)
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
        partnership=seat.title,
        icon="file-earmark-check" if meeting.state == State.RELEASE else "pencil",
    )


def _meeting(row, me) -> Meeting:
    """As turn_of() wants it."""
    columns = {name: getattr(row, name) for name in MEETING}
    meeting = revived(Meeting, [columns])[0]
    meeting.my_parties = [organisation for organisation, _side in me.seat(row.partnership_id).parties]
    meeting.missing = me.missing(row.partnership_id, row.said).everybody if row.said is not None else []
    if row.minutes_by_id:
        meeting.minutes_by = Organisation(pk=meeting.minutes_by_id, short_name=me.name_of(row.minutes_by_id))
    return meeting


def _too_early(meeting) -> bool:
    """Minutes are asked for three days after the meeting; a wished change and a release at once."""
    if meeting.state == State.RELEASE or meeting.change_wished_by_id:
        return False
    return meeting.ends_at > clock.now() - timedelta(days=DAYS_FOR_MINUTES)
