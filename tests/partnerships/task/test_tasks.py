"""Tasks: given in the minutes, done or dropped by either side, told in words when late."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.meeting.actions import begin_minutes
from partnerships.meeting.forms import PlanForm
from partnerships.meeting.proposals import members_of
from partnerships.task import actions, rules
from partnerships.task.forms import TaskForm
from partnerships.task.models import Task
from tests.cast import make_partnership
from tests.once import post
from tests.partnerships.meeting.stage import errors, planned, released, said, sent, url, written


def give(cast, meeting, *, days: int = 5, team=None, person=None, what="Plan aushängen") -> Task:
    organisation = (team or cast.housing).org
    until = clock.today() + timedelta(days=days)
    return actions.give(meeting, what=what, organisation=organisation, person=person, until=until, by=cast.social.staff)


def test_task__finish_drop_reopen__either_side__even_after_the_release(cast):
    meeting = released(cast)
    for team in cast.teams:
        task = meeting.tasks.get()
        done = actions.finish(task, by=team.staff)
        assert (done.state, done.done_by.name) == ("done", f"{team.org} staff")
        with pytest.raises(Refused, match="bereits erledigt"):
            actions.finish(task, by=cast.other(team).staff)
        actions.reopen(task, by=cast.other(team).staff)
        dropped = actions.drop(task, reason="Hausmeister war schneller.", by=team.staff)
        assert (dropped.state, dropped.reason) == ("dropped", "Hausmeister war schneller.")
        opened = actions.reopen(task, by=team.staff)
        assert (opened.state, opened.reason, opened.done_at, opened.done_by) == ("open", "", None, None)
    assert Entry.objects.about(meeting.tasks.get()).count() == 8


@pytest.mark.parametrize("seat", ["coordinator", "staff", "approver", "signatory", "finance", "reader", "administrator"])
def test_rules__answer_alike__for_mirrored_people(cast, seat):
    task = Task.objects.get(pk=written(cast).tasks.get().pk)
    verbs = (rules.may_finish, rules.may_drop, rules.may_reopen)
    answers = []
    for team in cast.teams:
        anew = Task.objects.get(pk=task.pk)
        answers.append([verb(getattr(team, seat), anew).allowed for verb in verbs])
    assert answers[0] == answers[1]


def test_task__is_for_a_party__and_not_before_the_meeting(cast):
    meeting = written(cast)
    day = clock.today() + timedelta(days=3)
    with pytest.raises(Refused, match="beteiligten Organisationen"):
        actions.give(meeting, what="x", organisation=cast.observer.org, until=day, by=cast.social.staff)
    with pytest.raises(Refused, match="nicht vor dem Treffen"):
        actions.give(meeting, what="x", organisation=cast.social.org, until=clock.today() - timedelta(days=9), by=cast.social.staff)


def test_add__through_the_page__person_or_organisation(client, cast):
    meeting = written(cast)
    member = cast.housing.coordinator.memberships.get()
    client.force_login(cast.social.staff)
    until = (clock.today() + timedelta(days=4)).isoformat()
    for who in (f"m:{member.pk}", f"o:{cast.social.org.pk}"):
        response = post(client, url("meeting_task_add", meeting), {"what": "Türöffner", "who": who, "until": until})
        assert response.status_code == 302
    assert [task.who for task in Task.objects.filter(what="Türöffner").order_by("pk")] == ["Bau coordinator (Bau)", "Klang"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"what": ""}, "Was ist zu tun"),
        ({"what": "x" * 301}, "300"),
        ({"what": "x\x02y"}, "unsichtbare Steuerzeichen"),
        ({"who": ""}, "Wer"),
        ({"who": "o:01900000-0000-7000-8000-000000000000"}, "Wer"),
        ({"who": "m:1"}, "Wer"),
        ({"until": "31.02.2027"}, "Bis wann"),
        ({"until": "2001-01-01"}, "nicht vor dem Treffen"),
        ({"until": "2199-01-01"}, "fünf Jahre"),
        ({"until": "gestern"}, "Bis wann"),
    ],
)
def test_add__bad_input__says_so_and_loses_nothing(client, cast, change, sentence):
    meeting = written(cast)
    client.force_login(cast.housing.staff)
    data = {"what": "Angebot einholen", "who": f"o:{cast.social.org.pk}", "until": (clock.today() + timedelta(days=4)).isoformat()}
    response = post(client, url("meeting_task_add", meeting), data | change)
    assert (response.status_code, meeting.tasks.count()) == (422, 1)
    assert sentence in errors(response)
    assert change.get("what", "Angebot einholen")[:1] in response.content.decode()


def test_edit__stale__shows_both_versions(client, cast):
    task = written(cast).tasks.get()
    client.force_login(cast.social.staff)
    page = client.get(url("task_edit", task)).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    data = {"what": "Plan drucken", "who": f"o:{cast.social.org.pk}", "until": task.until.isoformat(), "seen": seen}
    assert client.post(url("task_edit", task), data).status_code == 302
    response = client.post(url("task_edit", task), data | {"what": "Plan falten"})
    assert response.status_code == 422
    assert "Plan drucken" in response.content.decode()
    assert 'value="Plan falten"' in response.content.decode()
    assert Task.objects.get().what == "Plan drucken"


def test_edit__is_over_when_the_minutes_are_sent(client, cast):
    task = sent(cast).tasks.get()
    client.force_login(cast.social.staff)
    data = {"what": "Plan drucken", "who": f"o:{cast.social.org.pk}", "until": task.until.isoformat(), "seen": task.fingerprint()}
    response = client.post(url("task_edit", task), data)
    assert "wartet auf Freigabe" in errors(response)
    client.post(url("task_remove", task), HTTP_REFERER="http://testserver/")
    assert Task.objects.get().what == "Plan aushängen"


def test_detail__outsider_404__observer_after_the_release(client, cast):
    task = sent(cast).tasks.get()
    for person in (cast.outsider.coordinator, cast.observer.reader):
        client.force_login(person)
        assert client.get(url("task_detail", task)).status_code == 404
    client.force_login(cast.housing.reader)
    page = client.get(url("task_detail", task)).content.decode()
    assert "Plan aushängen" in page
    assert 'action="/tasks/' not in page


def test_detail__tells_how_late(client, cast):
    with clock.travel(clock.now() - timedelta(days=20)):
        task = give(cast, written(cast), days=8)
    client.force_login(cast.social.staff)
    assert "seit 12 Tagen überfällig" in client.get(url("task_detail", task)).content.decode()
    client.post(url("task_finish", task))
    page = client.get(url("task_detail", task)).content.decode()
    assert "überfällig" not in page
    assert "Klang staff hat für Klang die Aufgabe „Plan aushängen“ erledigt gemeldet." in page


def test_drop__needs_a_reason(client, cast):
    task = written(cast).tasks.get()
    client.force_login(cast.social.staff)
    assert client.post(url("task_drop", task), {"reason": ""}).status_code == 422
    client.post(url("task_drop", task), {"reason": "Doppelt."})
    assert Task.objects.get().reason == "Doppelt."


def test_finish__reader__is_told_why_not(client, cast):
    task = written(cast).tasks.get()
    client.force_login(cast.social.reader)
    response = client.post(url("task_finish", task), HTTP_REFERER="http://testserver/tasks/")
    assert "nur lesen" in said(response)
    assert Task.objects.get().state == "open"


def test_list__mine_ours_theirs__over_all_partnerships(client, cast):
    meeting = planned(cast, days=-9)
    begin_minutes(meeting, by=cast.social.staff)
    mine = give(cast, meeting, team=cast.social, person=cast.social.staff)
    ours = give(cast, meeting, team=cast.social, person=cast.social.coordinator)
    theirs = give(cast, meeting, team=cast.housing, what="Schlüssel")
    client.force_login(cast.social.staff)

    def found(**query):
        return {task.pk for task in client.get(reverse("task_list"), query).context["page"]}

    assert found() == {mine.pk}
    assert found(whose="ours") == {mine.pk, ours.pk}
    assert found(whose="theirs") == found(whose="", q="schlüssel") == {theirs.pk}
    assert found(whose="", state="overdue") == found(whose="", state="done") == set()
    actions.finish(theirs, by=cast.housing.staff)
    assert found(whose="", state="done") == {theirs.pk}
    late = give(cast, meeting, team=cast.social, days=-2)
    assert found(whose="", state="overdue") == {late.pk}
    other = make_partnership(cast.social, cast.housing, title="Zweite")
    assert found(partnership=other.pk) == set()
    client.force_login(cast.outsider.coordinator)
    assert found(whose="", state="") == set()


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same_for_one_row_or_three(client, cast, count, django_assert_num_queries):
    meeting = written(cast)
    for _ in range(count):
        give(cast, meeting, team=cast.social, person=cast.social.staff)
    client.force_login(cast.social.staff)
    client.get(reverse("decision_list"))
    with django_assert_num_queries(6):
        response = client.get(reverse("task_list"))
    assert response.content.decode().count('scope="row"') == count
    with django_assert_num_queries(5):
        client.get(reverse("task_list"), HTTP_HX_REQUEST="true")


def test_detail__costs(client, cast, django_assert_num_queries):
    task = written(cast).tasks.get()
    client.force_login(cast.social.staff)
    client.get(reverse("decision_list"))
    with django_assert_num_queries(6):
        client.get(url("task_detail", task))


def test_forms__name_of_the_other_side_only_who_acts_for_it__and_who_is_named_already(cast):
    for team in cast.teams:
        other = cast.other(team)
        meeting = written(cast)
        task = give(cast, meeting, team=other, person=other.reader)
        for members in (PlanForm(partnership=cast.partnership, by=team.staff).members, members_of(cast.partnership, team.staff)):
            people = {each.person for each in members}
            assert {team.reader, team.administrator, other.staff, other.finance} <= people
            assert not {other.reader, other.administrator} & people
        form = TaskForm(partnership=cast.partnership, by=team.staff, held_on=clock.today(), named=[task.person_id], items=[])
        assert form.initial_of(task, form.members)["who"] == f"m:{other.reader.memberships.get().pk}"


def test_edit__a_reader_of_the_other_side_keeps_the_task(client, cast):
    meeting = written(cast)
    task = give(cast, meeting, person=cast.housing.reader)
    client.force_login(cast.social.staff)
    page = client.get(reverse("task_edit", args=[task.pk])).content.decode()
    assert f'value="m:{cast.housing.reader.memberships.get().pk}" selected' in page
    assert "Bau administrator" not in page
