"""A task whose house looks first, one that is postponed, one whose person has left, and what is reminded of."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.meeting.models import Meeting
from partnerships.membership import actions as members
from partnerships.notice.models import Letter
from partnerships.task import actions
from partnerships.task.models import Task
from partnerships.task.tasks import hand_over_of_who_left, remind
from tests.partnerships.meeting.stage import released, written


def looked_at(cast, meeting=None, **words) -> Task:
    words = {"what": "Tor reparieren", "organisation": cast.housing.org, "until": clock.today() + timedelta(days=5)} | words
    return actions.give(meeting or written(cast), looks=True, by=cast.social.staff, **words)


def test_task__whoever_asked_looks_first__and_may_send_it_back(cast):
    task = actions.begin(looked_at(cast), by=cast.housing.staff)
    with pytest.raises(Refused, match="Klang sagt"):
        actions.finish(task, by=cast.housing.staff)
    with pytest.raises(Refused, match="Niemand sonst"):
        actions.report(task, by=cast.social.staff)
    task = actions.report(task, by=cast.housing.staff)
    with pytest.raises(Refused, match="Nur Klang"):
        actions.send_back(task, reason="x", by=cast.housing.staff)
    task = actions.send_back(task, reason="Es klemmt noch.", by=cast.social.staff)
    assert task.state == "open"
    task = actions.finish(actions.report(task, by=cast.housing.staff), by=cast.social.staff)
    assert (task.state, task.done_by) == ("done", cast.social.staff)
    verbs = ["task.begun", "task.reported", "task.sent_back", "task.reported", "task.finished"]
    assert [entry.verb for entry in Entry.objects.about(task).order_by("at", "id")] == verbs


def test_postpone__needs_a_later_day_and_a_reason__the_minutes_stay_as_they_were(client, cast):
    meeting = released(cast)
    task, before = meeting.tasks.get(), meeting.digest()
    agreed = task.until
    client.force_login(cast.housing.staff)
    url = reverse("task_postpone", args=[task.pk])
    for data in ({"until": agreed.isoformat(), "reason": "Urlaub"}, {"until": "32.13.2026", "reason": "x"}, {"until": "", "reason": ""}):
        assert client.post(url, data).status_code == 422
    later = agreed + timedelta(days=7)
    assert client.post(url, {"until": later.isoformat(), "reason": "<b>Urlaub</b>"}).status_code == 302
    task.refresh_from_db()
    assert (task.until, task.first_until, task.postponed_because) == (later, agreed, "<b>Urlaub</b>")
    assert Meeting.objects.get(pk=meeting.pk).digest() == before
    page = client.get(task.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Urlaub&lt;/b&gt;" in page
    again = actions.postpone(task, until=later + timedelta(days=1), reason="Noch einmal.", by=cast.social.staff)
    assert again.first_until == agreed
    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(until=later, first_until=later)
    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(organisation=cast.social.org)


def test_person_leaves__the_task_is_the_organisations__and_its_coordinators_are_told(cast):
    meeting = written(cast)
    gone = cast.housing.staff
    task = looked_at(cast, meeting, person=gone)
    before = Meeting.objects.get(pk=meeting.pk).digest()
    members.end_member(gone.memberships.get(), by=cast.housing.administrator)
    task.refresh_from_db()
    assert (task.person, task.first_person) == (None, gone)
    assert Meeting.objects.get(pk=meeting.pk).digest() == before
    letter = Letter.objects.get(key__startswith=f"task:{task.pk}:handed")
    assert (letter.to, "Tor reparieren" in letter.body) == (cast.housing.coordinator.email, True)
    assert "ist jetzt eine Aufgabe von Bau" in Entry.objects.get(verb="task.handed_over").sentence
    hand_over_of_who_left(clock.today())
    assert Letter.objects.filter(key__contains=":handed:").count() == 1


def test_reminders__before_and_after__once_each__to_whoever_does_it(cast):
    meeting = written(cast)
    meeting.tasks.all().delete()
    task = actions.give(
        meeting, what="Tor", organisation=cast.housing.org, person=cast.housing.staff, until=clock.today() + timedelta(days=5),
        by=cast.social.staff,
    )  # fmt: skip
    for off, letters in ((-3, 0), (-2, 1), (0, 1), (1, 2), (6, 2), (7, 3), (20, 3)):
        day = task.until + timedelta(days=off)
        remind(day)
        remind(day)
        assert Letter.objects.filter(key__startswith=f"task:{task.pk}", to=cast.housing.staff.email).count() == letters, off
    actions.finish(task, by=cast.social.staff)
    assert Letter.objects.filter(key__startswith=f"task:{task.pk}").count() == 3


def test_detail__offers_to_each_what_is_theirs(client, cast):
    task = looked_at(cast)
    seen = {}
    for team in cast.teams:
        client.force_login(team.staff)
        page = client.get(task.get_absolute_url()).content.decode()
        seen[team.side] = [verb for verb in ("finish", "report", "begin", "postpone") if reverse(f"task_{verb}", args=[task.pk]) in page]
    assert seen == {"social": ["finish", "begin", "postpone"], "housing": ["report", "begin", "postpone"]}
