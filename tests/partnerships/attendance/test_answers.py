"""Answers by link, without signing in, for one meeting only; and on the meeting's page."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from partnerships.attendance import build, tasks
from partnerships.attendance.models import Invite
from partnerships.base import clock
from partnerships.meeting import actions as meetings
from partnerships.meeting.actions import Guest, Plan
from partnerships.meeting.models import Meeting
from tests.partnerships.meeting.stage import details, planned

KAYA = Guest("Frau Kaya", email="kaya@example.org")


@pytest.fixture(autouse=True)
def _warm(db):
    ContentType.objects.get_for_model(Meeting)


def invited(cast, **changes) -> Invite:
    """A guest, told of a meeting in ten days with one topic."""
    meeting = planned(cast, days=10, people=(KAYA, Guest("Klang coordinator", cast.social.coordinator, cast.social.org)), **changes)
    meetings.add_topic(meeting, title="Spielplatz", by=cast.housing.staff)
    build.tell(meeting.pk)
    return Invite.objects.select_related("meeting").get(email="kaya@example.org")


def page_of(invite) -> str:
    return reverse("answer", args=[invite.token])


def test_link__shows_this_meeting__and_takes_the_answer(client, cast):
    invite = invited(cast, place="Treff")
    page = client.get(page_of(invite)).content.decode()
    for text in (invite.meeting.title, "Treff", "Spielplatz", "Frau Kaya"):
        assert text in page
    assert client.post(page_of(invite), {"answer": "maybe"}).status_code == 302
    invite.refresh_from_db()
    assert (invite.answer, bool(invite.answered_at)) == ("maybe", True)
    client.post(page_of(invite), {"answer": "no"})
    invite.refresh_from_db()
    assert invite.answer == "no"
    assert "kommt nicht" in client.get(page_of(invite)).content.decode()


def test_link__looked_at_with_an_answer_in_it__changes_nothing(client, cast):
    invite = invited(cast)
    page = client.get(page_of(invite) + "?answer=yes").content.decode()
    assert "checked" in page
    invite.refresh_from_db()
    assert invite.answer == ""


def test_link__forwarded__opens_nothing_else(client, cast):
    """Not the meeting's page, not the people, not another meeting; and no word of the other participants' addresses."""
    invite, other = invited(cast), planned(cast, days=20, title="Geheimes Treffen")
    page = client.get(page_of(invite))
    text = page.content.decode()
    assert "Geheimes Treffen" not in text
    assert "@example.org" not in text
    assert "Klang coordinator" not in text
    assert "/meetings/" not in text
    for meeting in (invite.meeting, other):
        assert client.get(meeting.get_absolute_url())["Location"].startswith("/account/login/")
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "ä"])
def test_link__unknown__is_not_found(client, cast, token):
    invited(cast)
    assert client.get(reverse("answer", args=[token])).status_code == 404
    assert client.post(reverse("answer", args=[token]), {"answer": "yes"}).status_code == 404


def test_link__of_who_is_no_longer_invited__is_not_found(client, cast):
    invite = invited(cast)
    meeting = invite.meeting
    plan = Plan(kind="jourfixe", title=meeting.title, starts_at=meeting.starts_at, ends_at=meeting.ends_at)
    meetings.edit(meeting, details=plan, seen=meeting.fingerprint(), by=cast.social.staff)
    build.tell(meeting.pk)
    assert client.get(page_of(invite)).status_code == 404


def test_link__of_a_cancelled_meeting__says_so(client, cast):
    invite = invited(cast)
    meetings.cancel(invite.meeting, reason="Grippe", by=cast.social.staff)
    build.tell(invite.meeting.pk)
    page = client.get(page_of(invite)).content.decode()
    assert "Grippe" in page
    response = client.post(page_of(invite), {"answer": "yes"})
    assert response.status_code == 422
    invite.refresh_from_db()
    assert invite.answer == ""


def test_link__thirty_days_after__is_closed_and_the_guest_forgotten(client, cast):
    invite = invited(cast)
    with clock.travel(invite.meeting.ends_at + timedelta(days=29)):
        assert client.get(page_of(invite)).status_code == 200
        assert client.post(page_of(invite), {"answer": "yes"}).status_code == 422
        tasks.forget_guests(clock.today())
    assert Invite.objects.filter(pk=invite.pk).exists()
    with clock.travel(invite.meeting.ends_at + timedelta(days=32)):
        assert client.get(page_of(invite)).status_code == 404
        tasks.forget_guests(clock.today())
    assert not Invite.objects.filter(pk=invite.pk).exists()


def test_moved_meeting__asks_anew__another_place_does_not(cast):
    invite = invited(cast)
    meeting = invite.meeting
    Invite.objects.filter(pk=invite.pk).update(answer="yes", answered_at=clock.now())
    people = (KAYA, Guest("Klang coordinator", cast.social.coordinator, cast.social.org))
    same = details(cast, days=10, people=people, title=meeting.title, place="Rathaus")
    meetings.edit(meeting, details=same, seen=meeting.fingerprint(), by=cast.social.staff)
    build.tell(meeting.pk)
    invite.refresh_from_db()
    assert invite.answer == "yes"
    meeting.refresh_from_db()
    moved = details(cast, days=11, people=people, title=meeting.title)
    meetings.edit(meeting, details=moved, seen=meeting.fingerprint(), by=cast.social.staff)
    build.tell(meeting.pk)
    invite.refresh_from_db()
    assert (invite.answer, invite.answered_at) == ("", None)


def test_answer__needs_the_forms_own_token(cast):
    """Another page cannot answer in somebody's name."""
    invite = invited(cast)
    assert Client(enforce_csrf_checks=True).post(page_of(invite), {"answer": "yes"}).status_code == 403


def test_page__of_the_meeting__shows_answers_and_takes_ones_own(client, cast):
    invite = invited(cast)
    client.post(page_of(invite), {"answer": "yes"})
    person = cast.social.coordinator
    client.force_login(person)
    page = client.get(invite.meeting.get_absolute_url()).content.decode()
    assert "Wer kommt?" in page
    assert "kommt" in page
    client.post(reverse("meeting_reply", args=[invite.meeting.pk]), {"answer": "no"})
    assert Invite.objects.get(person=person).answer == "no"
    assert "Ihre Antwort: kommt nicht" in client.get(invite.meeting.get_absolute_url()).content.decode()


def test_reply__before_the_letter_has_come__and_only_by_who_takes_part(client, cast):
    meeting = planned(cast, days=60)
    client.force_login(cast.social.coordinator)
    client.post(reverse("meeting_reply", args=[meeting.pk]), {"answer": "yes"})
    assert Invite.objects.get().answer == "yes"
    client.post(reverse("meeting_reply", args=[meeting.pk]), {"answer": "perhaps not"})
    client.force_login(cast.housing.staff)
    client.post(reverse("meeting_reply", args=[meeting.pk]), {"answer": "no"})
    client.force_login(cast.outsider.coordinator)
    assert client.post(reverse("meeting_reply", args=[meeting.pk]), {"answer": "no"}).status_code == 404
    assert [(each.email, each.answer) for each in Invite.objects.all()] == [("klang.coordinator@example.org", "yes")]


def test_answer_page__costs(client, cast, django_assert_num_queries):
    invite = invited(cast)
    with django_assert_num_queries(2):
        client.get(page_of(invite))
