"""One's own calendar: its secret address, what stands in it, and who cannot read it."""

from datetime import timedelta

import pytest
import vobject
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.base import clock, ical
from partnerships.feed import actions
from partnerships.feed.models import Feed
from partnerships.meeting import actions as meetings
from partnerships.meeting.models import Meeting
from tests.partnerships.meeting.stage import planned, sent, written
from tests.partnerships.series.stage import running


@pytest.fixture(autouse=True)
def _warm(db):
    ContentType.objects.get_for_model(Meeting)


def address(feed) -> str:
    return reverse("feed", args=[feed.token])


def events(response) -> list:
    return list(vobject.readOne(response.content.decode()).contents.get("vevent", []))


def test_feed__has_ones_meetings_and_deadlines(client, cast):
    person = cast.social.coordinator
    meeting, cancelled = planned(cast, days=5, place="Treff"), planned(cast, days=6)
    meetings.cancel(cancelled, reason="Grippe", by=cast.social.staff)
    planned(cast, days=7, people=())
    task = written(cast).tasks.get()
    type(task).objects.filter(pk=task.pk).update(person=person)
    response = client.get(address(actions.renew(by=person)))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    found = {event.uid.value: event for event in events(response)}
    assert {f"meeting-{meeting.pk}@augenhoehe", f"meeting-{cancelled.pk}@augenhoehe", f"task-{task.pk}@augenhoehe"} <= set(found)
    assert len(found) == 4
    assert found[f"meeting-{meeting.pk}@augenhoehe"].dtstart.value == meeting.starts_at
    assert found[f"meeting-{cancelled.pk}@augenhoehe"].status.value == "CANCELLED"
    deadline = found[f"task-{task.pk}@augenhoehe"]
    assert (deadline.summary.value, deadline.dtstart.value) == ("Frist: Plan aushängen", task.until)
    assert "Auslastung" not in response.content.decode()
    waiting = sent(cast)
    read = {event.uid.value: event for event in events(client.get(address(actions.renew(by=person))))}[f"release-{waiting.pk}@augenhoehe"]
    assert (read.summary.value, read.dtstart.value) == (f"Protokoll freigeben: {waiting}", waiting.release_until)
    meetings.release(waiting, edition=1, by=person)
    assert "Protokoll freigeben" not in client.get(address(actions.renew(by=person))).content.decode()


def test_feed__unchanged__is_not_sent_again__changed_it_is(client, cast):
    person, meeting = cast.social.coordinator, planned(cast, days=5)
    feed = actions.renew(by=person)
    first = client.get(address(feed))
    again = client.get(address(feed), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    meetings.cancel(meeting, reason="Grippe", by=cast.social.staff)
    third = client.get(address(feed), headers={"if-none-match": first["ETag"]})
    assert third.status_code == 200
    assert third["ETag"] != first["ETag"]


def test_address__new_one__old_one_opens_nothing(client, cast):
    person = cast.social.coordinator
    old, new = actions.renew(by=person), actions.renew(by=person)
    assert client.get(address(old)).status_code == 404
    assert client.get(address(new)).status_code == 200
    actions.revoke(by=person)
    assert client.get(address(new)).status_code == 404
    assert set(Feed.objects.values_list("token_hash", flat=True)).isdisjoint({old.token, new.token})


def test_deactivated__opens_nothing__without_an_organisation_it_is_empty(client, cast):
    person = cast.social.coordinator
    planned(cast, days=5)
    feed = actions.renew(by=person)
    person.memberships.update(ends_on=clock.today() - timedelta(days=1))
    assert events(client.get(address(feed))) == []
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(address(feed)).status_code == 404


def test_page__shows_makes_and_withdraws_the_address__of_oneself_only(client, cast):
    client.force_login(cast.social.coordinator)
    assert "calendar/" not in client.get(reverse("feed_mine")).content.decode().partition("<main")[2].partition("action=")[0]
    client.post(reverse("feed_renew"))
    feed = Feed.objects.get()
    assert feed.token in client.get(reverse("feed_mine")).content.decode()
    client.force_login(cast.housing.coordinator)
    assert feed.token not in client.get(reverse("feed_mine")).content.decode()
    client.post(reverse("feed_revoke"))
    feed.refresh_from_db()
    assert feed.revoked_at is None


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feed__is_only_read(client, cast, method):
    feed = actions.renew(by=cast.social.coordinator)
    assert getattr(client, method)(address(feed)).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_feed__costs_the_same_for_one_meeting_or_many(client, cast, count, django_assert_num_queries):
    running(cast, first=clock.today() + timedelta(days=9), unit="week", count=count)
    feed = actions.renew(by=cast.social.coordinator)
    with django_assert_num_queries(8):  # feed and person, standing, agreements, their lists, meetings, releases, tasks, bookings
        response = client.get(address(feed))
    assert len(events(response)) == count


WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]) | st.sampled_from('\n,;:\\"äß€𝄞'), min_size=1, max_size=200)


@settings(max_examples=30, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_any_words__are_read_as_they_were_written__no_line_is_longer_than_75_octets(summary, location, description):
    event = ical.Event("x@augenhoehe", summary, clock.now(), day=clock.today(), location=location, description=description)
    text = ical.feed("Termine", [event])
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    read = vobject.readOne(text).vevent
    assert (read.summary.value, read.location.value, read.description.value) == (summary, location, description)
    assert (read.dtstart.value, read.dtend.value) == (clock.today(), clock.today() + timedelta(days=1))
