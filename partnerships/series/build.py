"""From a rhythm to its meetings. Called with the series' row locked; run twice, each meeting is made once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from partnerships.base import clock
from partnerships.journal.actions import record
from partnerships.meeting.models import Item, Meeting, Participant
from partnerships.meeting.standing import topics_for
from partnerships.organisation.models import Membership
from partnerships.series.models import Series

HORIZON = timedelta(days=365)
MOST_AT_ONCE = 400


@dataclass(frozen=True)
class Date:
    """One date of the rhythm: the day of the rule, the day it takes place on (none: dropped for the holiday)."""

    original: date
    day: date | None


def locked(series) -> Series:
    """The series read anew; its row is held until the end of the transaction."""
    related = ("partnership", "organisation", "created_by", "replaces")
    return Series.objects.select_for_update(of=("self",)).select_related(*related).get(pk=series.pk)


def horizon() -> date:
    return clock.today() + HORIZON


def dates(series: Series, last: date, *, since: date | None = None) -> list[Date]:
    """The dates of the rule up to and with `last`, holidays seen to."""
    return [Date(day, series.held_on(day)) for day in series.rule.days_until(last, since=since)[:MOST_AT_ONCE]]


def fill(series: Series, *, since: date | None = None) -> list[Meeting]:
    """Make the meetings that are missing up to the horizon: after the day up to which all were made, from now on only."""
    last = horizon()
    begin = max(filter(None, [since, series.made_until and series.made_until + timedelta(days=1), clock.today()]))
    made = _make(series, [each for each in dates(series, last, since=begin) if each.day])
    if series.made_until is None or last > series.made_until:
        series.made_until = last
        series.save(update_fields=["made_until"])
    return made


def _make(series: Series, found: list[Date]) -> list[Meeting]:
    known = set(series.meetings.values_list("original_day", flat=True))
    taken = set(Meeting.objects.filter(partnership=series.partnership_id).values_list("title", flat=True))
    meetings = []
    for each in found:
        begins, ends = series.span(each.day)
        if each.original in known or begins <= clock.now():
            continue
        meeting = _meeting(series, each.original, begins, ends)
        meeting.title = meeting.proposed_title(series.name, taken)
        taken.add(meeting.title)
        meetings.append(meeting)
    Meeting.objects.bulk_create(meetings)
    Participant.objects.bulk_create(_participants(series, meetings))
    Item.objects.bulk_create(item for meeting in meetings for item in topics_for(meeting, series.points))
    return meetings


def _meeting(series: Series, original: date, begins: datetime, ends: datetime) -> Meeting:
    return Meeting(
        partnership=series.partnership,
        series=series,
        original_day=original,
        starts_at=begins,
        ends_at=ends,
        created_by=series.created_by,
        organisation=series.organisation,
        **{name: getattr(series, name) for name in ("kind", "place", "online_url", "chair", "closing_days")},
    )


def _participants(series: Series, meetings: list[Meeting]) -> list[Participant]:
    """Everybody who has a seat; of members only who is one today."""
    seats = list(series.seats.all())
    people = [seat.person_id for seat in seats if seat.person_id]
    members = set(Membership.objects.current().filter(person__in=people).values_list("person", flat=True))
    return [
        Participant(meeting=meeting, person_id=seat.person_id, name=seat.name, email=seat.email, organisation_id=seat.organisation_id)
        for meeting in meetings
        for seat in seats
        if seat.person_id is None or seat.person_id in members
    ]


def move_over(old: Series, new: Series) -> None:
    """The planned meetings of the old series from the day on take the new dates one by one, with their topics; what is left over is
    cancelled, what is missing is made.
    """
    waiting = list(
        old.meetings.select_for_update()
        .filter(state=Meeting.State.PLANNED, original_day__gte=new.replaces_from, starts_at__gt=clock.now())
        .order_by("original_day")
    )
    found = [each for each in dates(new, horizon(), since=max(new.replaces_from, clock.today())) if each.day]
    found = [each for each in found if new.begins(each.day) > clock.now()]
    for meeting, each in zip(waiting, found, strict=False):
        meeting.series, meeting.original_day = new, each.original
        meeting.starts_at, meeting.ends_at = new.span(each.day)
        for name in ("kind", "place", "online_url", "chair", "closing_days"):
            setattr(meeting, name, getattr(new, name))
        meeting.title = meeting.proposed_title(new.name)
        meeting.replan()
        meeting.save()
        _seat(meeting, new)
    for meeting in waiting[len(found) :]:
        meeting.call_off(old.reason)
    fill(new, since=new.replaces_from)


def _seat(meeting: Meeting, series: Series) -> None:
    known = {(row.person_id, row.name, row.email): row for row in meeting.participants.all()}
    wanted = {(row.person_id, row.name, row.email): row for row in _participants(series, [meeting])}
    meeting.participants.filter(pk__in=[row.pk for key, row in known.items() if key not in wanted]).delete()
    Participant.objects.bulk_create(row for key, row in wanted.items() if key not in known)


@transaction.atomic
def go_on(series) -> list[Meeting]:
    """The portal makes the meetings that have come within the horizon; nothing where there are none."""
    series = locked(series)
    if series.state != Series.State.RUNNING:
        return []
    made = fill(series)
    if made:
        record("series.went_on", series, by=None, organisation=series.organisation, meetings=len(made), day=made[-1].day)
    return made
