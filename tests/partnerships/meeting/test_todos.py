"""What waits for whom: minutes to write, minutes to release, tasks, meetings ahead; and the section of the partnership's page."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from partnerships.base import clock
from partnerships.meeting import actions, panels, todos
from partnerships.meeting.models import Meeting
from partnerships.task import actions as tasks
from partnerships.task import todos as task_todos
from tests.partnerships.meeting.stage import planned, released, sent, written


def waiting(source, person) -> list[tuple]:
    return [(todo.waiting, todo.who, todo.overdue) for todo in source(person)]


@pytest.fixture(autouse=True)
def _warm(db):
    ContentType.objects.get_for_model(Meeting)


def test_release__waits_for_both__then_for_the_other(cast):
    with clock.travel(clock.now() - timedelta(days=4)):
        meeting = sent(cast)
    for team in cast.teams:
        assert waiting(todos.meetings, team.coordinator) == [("me", "", False)]
        assert waiting(todos.meetings, team.staff) == [("us", str(team.org), False)]
    actions.release(meeting, edition=1, by=cast.social.coordinator)
    assert waiting(todos.meetings, cast.social.coordinator) == [("them", "Bau", False)]
    assert waiting(todos.meetings, cast.housing.approver) == [("me", "", False)]
    assert todos.meetings(cast.housing.approver)[0].days == 4
    assert waiting(todos.meetings, cast.outsider.coordinator) == waiting(todos.meetings, cast.observer.reader) == []
    actions.release(meeting, edition=1, by=cast.housing.coordinator)
    assert waiting(todos.meetings, cast.housing.coordinator) == []


def test_release__is_late_after_ten_working_days(cast):
    with clock.travel(clock.now() - timedelta(days=16)):
        sent(cast)
    assert waiting(todos.meetings, cast.social.coordinator) == [("me", "", True)]


def test_minutes__are_asked_for_three_days_after__from_the_side_that_writes(cast):
    with clock.travel(clock.now() - timedelta(days=10)):
        planned(cast, days=9, minutes_by=cast.housing.org)  # a day ago by now
    assert waiting(todos.meetings, cast.housing.staff) == []
    with clock.travel(clock.now() + timedelta(days=4)):
        assert waiting(todos.meetings, cast.housing.staff) == [("me", "", True)]
        assert waiting(todos.meetings, cast.housing.reader) == [("us", "Bau", True)]
        assert waiting(todos.meetings, cast.social.staff) == [("them", "Bau", True)]


def test_meetings__of_the_next_thirty_days__are_coming(cast):
    soon = planned(cast, days=29)
    planned(cast, days=40)
    for team in cast.teams:
        found = todos.meetings(team.reader)
        assert [(todo.waiting, todo.title, todo.due) for todo in found] == [("coming", soon.title, soon.starts_at.date())]


def test_change__waits_at_once(cast):
    meeting = sent(cast, minutes_by=cast.social.org)
    actions.ask_change(meeting, edition=1, wish="x", by=cast.housing.staff)
    assert waiting(todos.meetings, cast.social.staff) == [("me", "", False)]
    assert waiting(todos.meetings, cast.housing.staff) == [("them", "Klang", False)]


def test_tasks__mine_ours_theirs(cast):
    meeting = written(cast)  # with a task of Bau, for nobody yet
    day = clock.today() + timedelta(days=2)
    tasks.give(meeting, what="Türöffner", organisation=cast.social.org, person=cast.social.staff, until=day, by=cast.social.staff)
    assert waiting(task_todos.tasks, cast.social.staff) == [("me", "", False)]
    assert waiting(task_todos.tasks, cast.housing.coordinator) == [("me", "", False)]
    assert waiting(task_todos.tasks, cast.housing.staff) == [("us", "Bau", False)]
    with clock.travel(clock.now() + timedelta(days=14)):
        found = sorted(task_todos.tasks(cast.housing.staff), key=lambda todo: todo.urgency)
        assert [(todo.waiting, todo.who, todo.ask) for todo in found] == [
            ("them", "Klang staff (Klang)", "Aufgabe, seit 12 Tagen überfällig"),
            ("us", "Bau", "Aufgabe, seit 4 Tagen überfällig"),
        ]
    assert waiting(task_todos.tasks, cast.outsider.coordinator) == []


@pytest.mark.parametrize("count", [1, 3])
def test_sources_and_panel__cost_the_same(cast, count, django_assert_num_queries):
    for _ in range(count):
        sent(cast)
        planned(cast, days=3)
    person = cast.social.coordinator
    assert person.is_authenticated
    partnership = cast.partnership
    partnership.party_list()
    for source in (todos.meetings, task_todos.tasks):
        source(person)  # the first time in a connection, the query is prepared
        with django_assert_num_queries(2):  # the seats, and what is open
            source(person)
    with django_assert_num_queries(1):
        panels.meetings(partnership, person)


def test_panel__tells_whose_turn__and_offers_only_what_one_may(cast):
    meeting = sent(cast)
    upcoming = planned(cast, days=3)
    for team in cast.teams:
        panel = panels.meetings(cast.partnership, team.coordinator)
        assert (panel.context["upcoming"], panel.context["past"]) == ([upcoming], [meeting])
        assert panel.context["past"][0].turn.whose == "mine"
        assert panel.new_url
    seen = panels.meetings(cast.partnership, cast.observer.reader)
    assert (seen.context["upcoming"], seen.context["past"], seen.new_url) == ([], [], "")
    final = released(cast)
    assert panels.meetings(cast.partnership, cast.observer.reader).context["past"] == [final]
