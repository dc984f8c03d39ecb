"""From one meeting to the next: undecided topics, topics of a cancelled one, open tasks, and who writes the minutes."""

from datetime import timedelta

import pytest

from partnerships.base import clock
from partnerships.meeting import actions as meetings
from partnerships.meeting.actions import Typed
from partnerships.meeting.models import Item, Meeting
from partnerships.minutes.actions import write_minutes
from partnerships.series import tasks
from partnerships.task import actions as task_actions
from tests.partnerships.series.stage import TODAY, running


@pytest.fixture(autouse=True)
def _a_day_in_november():
    with clock.travel(TODAY):
        yield


def after(meeting, **span):
    return clock.travel(meeting.ends_at + timedelta(**span))


def write(cast, meeting, *, by) -> Meeting:
    """Minutes in which one topic has its result, one its decision, one its task, two nothing that counts."""
    topics = {
        title: meetings.add_topic(meeting, title=title, purpose=purpose, by=cast.social.staff)
        for title, purpose in [
            ("Bericht", "information"),
            ("Plan", "decision"),
            ("Schlüssel", "consultation"),
            ("Heizung", "decision"),
            ("Garten", "information"),
        ]
    }
    with after(meeting, minutes=5):
        meetings.begin_minutes(meeting, by=by)
        results = {topics[title].pk: Typed("Besprochen.", topics[title].result_fingerprint()) for title in ("Bericht", "Heizung")}
        presences = dict.fromkeys(meeting.participants.values_list("pk", flat=True), "present")
        write_minutes(meeting, results=results, presences=presences, by=by)
        meetings.decide(meeting, item=topics["Plan"], text="Ab April.", by=by)
        until = clock.today() + timedelta(days=9)
        task_actions.give(meeting, what="Nachmachen", organisation=cast.housing.org, until=until, item=topics["Schlüssel"], by=by)
        return meetings.send_for_release(meeting, edition=1, by=by)


def test_undecided_topics__come_onto_the_next_agenda__once(cast):
    series = running(cast, points=("tasks", "outlook"))
    first, second, third = series.meetings.order_by("starts_at")[:3]
    write(cast, first, by=cast.social.staff)
    with after(first, minutes=10):
        tasks.carry_over()
        tasks.carry_over()
        tasks.prepare_next(clock.today())
    items = second.items.all()
    assert [(item.title, item.standing, str(item.brought_in_by or "")) for item in items] == [
        ("Rückblick Aufgaben", "tasks", ""),
        ("Heizung", "", "Klang"),
        ("Garten", "", "Klang"),
        ("Ausblick", "outlook", ""),
    ]
    assert [item.order for item in items] == [1, 2, 3, 4]
    assert third.items.count() == 2


def test_undecided_topics__taken_off_by_hand__do_not_come_back(cast):
    series = running(cast)
    first, second = series.meetings.order_by("starts_at")[:2]
    write(cast, first, by=cast.housing.staff)
    with after(first, minutes=10):
        tasks.carry_over()
        meetings.remove_topic(second.items.get(title="Garten"), by=cast.social.staff)
        tasks.carry_over()
        tasks.prepare_next(clock.today())
    assert [item.title for item in second.items.all()] == ["Heizung"]


def test_cancelled_meeting__its_topics_go_to_the_next(cast):
    series = running(cast)
    first, second = series.meetings.order_by("starts_at")[:2]
    meetings.add_topic(first, title="Heizung", by=cast.housing.staff)
    meetings.cancel(first, reason="Grippe", by=cast.social.staff)
    tasks.carry_over()
    assert [(item.title, item.brought_in_by) for item in second.items.all()] == [("Heizung", cast.housing.org)]
    assert [item.title for item in first.items.all()] == ["Heizung"]


def test_nothing_is_carried__as_long_as_the_minutes_are_not_with_both(cast):
    series = running(cast)
    first, second = series.meetings.order_by("starts_at")[:2]
    meetings.add_topic(first, title="Heizung", by=cast.housing.staff)
    with after(first, days=1):
        meetings.begin_minutes(first, by=cast.housing.staff)
        tasks.carry_over()
        tasks.prepare_next(clock.today())
    assert not second.items.exists()


@pytest.mark.parametrize("side", [0, 1])
def test_minutes__change_sides_from_meeting_to_meeting(cast, side):
    team = cast.teams[side]
    first, second, third = running(cast, team=team).meetings.order_by("starts_at")[:3]
    Meeting.objects.filter(pk=first.pk).update(minutes_by=team.org)
    write(cast, first, by=team.staff)
    with after(first, days=1):
        tasks.prepare_next(clock.today())
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.minutes_by, third.minutes_by) == (cast.other(team).org, None)


def test_closed_agenda__takes_nothing_more__but_what_is_left_over_still_comes(cast):
    series = running(cast, unit="week", every=1)
    first, second = series.meetings.order_by("starts_at")[:2]
    write(cast, first, by=cast.social.staff)
    Meeting.objects.filter(pk=second.pk).update(closing_days=7)
    with after(first, days=1):
        assert Meeting.objects.get(pk=second.pk).agenda_closed
        tasks.carry_over()
    assert sorted(second.items.values_list("title", flat=True)) == ["Garten", "Heizung"]
    assert Item.objects.filter(meeting=second, carried_from__isnull=False).count() == 2
