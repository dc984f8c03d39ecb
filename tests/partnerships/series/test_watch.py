"""What waits for whom: proposed rhythms, and those that have not been kept, told to both sides alike."""

from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from partnerships.base import clock
from partnerships.meeting import actions as meetings
from partnerships.meeting.models import Meeting
from partnerships.notice.models import Letter
from partnerships.series import tasks, todos
from partnerships.series.models import Series
from partnerships.series.watch import watched
from tests.partnerships.series.stage import TODAY, proposed, running


@pytest.fixture(autouse=True)
def _a_day_in_november(db):
    ContentType.objects.get_for_model(Series)
    with clock.travel(TODAY):
        yield


def on(day: date):
    return clock.travel(clock.at(day, 9))


def told(person) -> list:
    return [*todos.proposals(person), *todos.missed(person)]


def missed(series):
    found = watched(Series.objects.with_meetings().get(pk=series.pk))
    return (found.met, found.due, found.count) if found else None


def hold(meeting, *, by) -> None:
    with clock.travel(meeting.ends_at):
        meetings.begin_minutes(meeting, by=by)


def test_proposal__waits_for_the_other_side(cast):
    for team in cast.teams:
        other, series = cast.other(team), proposed(cast, team=team)
        assert [(todo.waiting, todo.url) for todo in told(other.staff)] == [("me", series.get_absolute_url())]
        assert [todo.waiting for todo in told(other.reader)] == ["us"]
        assert [todo.waiting for todo in told(team.staff)] == ["them"]
        assert told(cast.outsider.coordinator) == told(cast.observer.reader) == []
        series.move("withdraw")


def test_watch__a_date_without_a_meeting__is_told_to_both_after_a_week(cast):
    series = running(cast)
    with on(date(2026, 12, 7)):
        assert missed(series) is None
    with on(date(2026, 12, 8)):
        assert missed(series) == (None, date(2026, 12, 1), 1)
        for team in cast.teams:
            [todo] = told(team.staff)
            assert todo.waiting == "me"
            assert "Jeden Monat am ersten Dienstag" in todo.ask
            assert "Ein vereinbarter Termin ist ohne Treffen verstrichen." in todo.ask
            assert [each.waiting for each in told(team.reader)] == ["us"]
    with on(date(2027, 2, 20)):
        assert missed(series) == (None, date(2026, 12, 1), 3)


def test_watch__they_met__all_is_well__until_the_next_date_passes(cast):
    series = running(cast)
    first, second = series.meetings.order_by("starts_at")[:2]
    hold(first, by=cast.social.staff)
    with on(date(2026, 12, 30)):
        assert missed(series) is None
    meetings.cancel(second, reason="Urlaub", by=cast.housing.staff)
    with on(date(2027, 1, 20)):
        assert missed(series) == (date(2026, 12, 1), date(2027, 1, 5), 1)


def test_watch__moved_to_a_later_day__is_not_missed(cast):
    series = running(cast)
    first = series.meetings.order_by("starts_at").first()
    begins = clock.at(date(2026, 12, 18), 10)
    plan = meetings.Plan(kind="jourfixe", title=first.title, starts_at=begins, ends_at=begins + timedelta(hours=1))
    meetings.edit(first, details=plan, seen=first.fingerprint(), by=cast.social.staff)
    with on(date(2026, 12, 15)):
        assert missed(series) is None
    with on(date(2026, 12, 26)):
        assert missed(series) == (None, date(2026, 12, 1), 1)


def test_watch__a_meeting_planned_in_its_place__counts(cast):
    series = running(cast)
    meetings.cancel(series.meetings.order_by("starts_at").first(), reason="Urlaub", by=cast.housing.staff)
    begins = clock.at(date(2026, 12, 10), 14)
    plan = meetings.Plan(kind="jourfixe", starts_at=begins, ends_at=begins + timedelta(hours=1))
    hold(meetings.plan(cast.partnership, details=plan, by=cast.social.staff), by=cast.housing.staff)
    with on(date(2026, 12, 28)):
        assert missed(series) is None


def test_watch__dropped_for_a_holiday__is_not_missed(cast):
    series = running(cast, first=date(2027, 1, 1), unit="year", on_holiday="skip")
    with on(date(2027, 2, 1)):
        assert missed(series) is None


def test_watch__writes_to_both__once_for_each_lapse(cast):
    running(cast)
    with on(date(2026, 12, 9)):
        tasks.watch_rhythms(clock.today())
        tasks.watch_rhythms(clock.today())
    letters = Letter.objects.order_by("to")
    assert [letter.to for letter in letters] == ["bau.coordinator@example.org", "klang.coordinator@example.org"]
    assert letters[0].subject == "Nicht wie vereinbart getroffen: Jour fixe"
    assert "jeden Monat am ersten Dienstag" in letters[0].body
    assert "Es gab noch kein Treffen." in letters[0].body


@pytest.mark.parametrize("count", [1, 3])
def test_todos__cost_one_query(cast, count, django_assert_num_queries):
    for _ in range(count):
        running(cast)
    Meeting.objects.all().delete()
    with on(date(2027, 3, 1)):
        person = cast.social.staff
        todos.missed(person)
        with django_assert_num_queries(2):  # the seats, and what is open
            assert len(todos.missed(person)) == count
