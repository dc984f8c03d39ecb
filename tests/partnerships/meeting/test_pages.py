"""The pages of meetings: it works, the outsider meets 404, the reader a sentence, GET writes nothing, and each costs what it costs."""

import re
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from partnerships.base import clock
from partnerships.meeting import actions
from partnerships.meeting.models import Decision, Item, Meeting
from tests.cast import make_partnership
from tests.once import post
from tests.partnerships.meeting.stage import errors, planned, released, said, sent, url, written


def enter(client, person) -> None:
    """Signed in, and the session known already: its first request costs more."""
    client.force_login(person)
    client.get(reverse("decision_list"))


@pytest.fixture(autouse=True)
def _warm(db):
    ContentType.objects.get_for_model(Meeting)


@pytest.mark.parametrize("stage", [planned, written, sent, released])
def test_detail__outsider_404__observer_only_what_was_released(client, cast, stage):
    meeting = stage(cast)
    client.force_login(cast.outsider.coordinator)
    assert client.get(url("meeting_detail", meeting)).status_code == 404
    client.force_login(cast.observer.reader)
    assert client.get(url("meeting_detail", meeting)).status_code == (200 if stage is released else 404)
    for team in cast.teams:
        client.force_login(team.reader)
        page = client.get(url("meeting_detail", meeting)).content.decode()
        assert meeting.title in page
        assert 'action="/meetings/' not in page  # a reader is offered no button


@pytest.mark.parametrize(("stage", "queries"), [(planned, 9), (written, 10), (sent, 10), (released, 10)])
def test_detail__costs(client, cast, stage, queries, django_assert_num_queries):
    """Session and user are two of them."""
    meeting = stage(cast)
    enter(client, cast.social.coordinator)
    with django_assert_num_queries(queries):
        client.get(url("meeting_detail", meeting))


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same_for_one_row_or_three(client, cast, count, django_assert_num_queries):
    for _ in range(count):
        sent(cast)
    enter(client, cast.social.coordinator)
    with django_assert_num_queries(6):
        response = client.get(reverse("meeting_list"), {"when": "past"})
    assert response.content.decode().count('scope="row"') == count
    with django_assert_num_queries(5):
        client.get(reverse("meeting_list"), {"when": "past"}, HTTP_HX_REQUEST="true")


@pytest.mark.parametrize("count", [1, 3])
def test_decision_list__costs_the_same_for_one_row_or_three(client, cast, count, django_assert_num_queries):
    for _ in range(count):
        released(cast)
    enter(client, cast.observer.reader)
    with django_assert_num_queries(6):
        response = client.get(reverse("decision_list"))
    assert response.content.decode().count('scope="row"') == count


def test_list__filters(client, cast):
    past = released(cast)
    other = make_partnership(cast.social, cast.housing, title="Zweite")
    coming = planned(cast, days=5, kind="steering", place="Rathaus")
    client.force_login(cast.social.coordinator)

    def found(**query):
        return {meeting.pk for meeting in client.get(reverse("meeting_list"), query).context["page"]}

    both = {past.pk, coming.pk}
    assert found(when="all") == found(partnership=cast.partnership.pk) == both
    assert found(partnership=other.pk) == set()
    assert found() == found(when="upcoming") == found(kind="steering") == found(state="planned") == found(q="rathaus") == {coming.pk}
    assert found(when="past") == found(q="Lindenhof") == found(q="belegungsplan") == found(state="released") == {past.pk}
    assert found(since=f"{clock.today():%Y-%m-%d}") == {coming.pk}
    assert found(until=f"{clock.today():%d.%m.%Y}") == {past.pk}
    assert found(since="gestern") == found(when="all", sort="nonsense") == found(when="all", page="99") == both
    client.force_login(cast.outsider.coordinator)
    assert found() == set()
    assert str(cast.partnership.pk) not in client.get(reverse("meeting_list")).content.decode()


def test_list__sorts(client, cast):
    later, sooner = planned(cast, days=9, title="Anfang"), planned(cast, days=2, title="Zuletzt")
    client.force_login(cast.social.reader)
    orders = {"starts_at": [sooner, later], "-starts_at": [later, sooner], "title": [later, sooner], "-title": [sooner, later]}
    for sort, expected in orders.items():
        assert list(client.get(reverse("meeting_list"), {"sort": sort}).context["page"]) == expected


def test_topics__both_sides_are_seen(client, cast):
    meeting = planned(cast, days=3)
    for team in cast.teams:
        client.force_login(team.staff)
        post(client, url("meeting_topic_add", meeting), {"title": f"Thema {team.org}", "purpose": "decision", "minutes": "40"})
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "side-social" in page
    assert "side-housing" in page
    assert "80 von 60 Minuten verplant" in page
    assert "brauchen mehr Zeit" in page
    mine, theirs = meeting.items.get(brought_in_by=cast.housing.org), meeting.items.get(brought_in_by=cast.social.org)
    assert url("item_edit", mine) in page
    assert url("item_edit", theirs) not in page
    client.post(url("item_move", mine), {"direction": "up"})
    assert list(meeting.items.all()) == [mine, theirs]
    client.post(url("item_remove", theirs), HTTP_REFERER="http://testserver/")
    client.post(url("item_remove", mine))
    assert list(meeting.items.all()) == [theirs]


@pytest.mark.parametrize("minutes", ["0", "-5", "481", "1e9", "zehn", "", "10.5"])
def test_topic__bad_minutes(client, cast, minutes):
    meeting = planned(cast, days=3)
    client.force_login(cast.social.staff)
    response = post(client, url("meeting_topic_add", meeting), {"title": "Belegung", "purpose": "decision", "minutes": minutes})
    assert (response.status_code, meeting.items.count()) == (422, 0)
    assert "Belegung" in response.content.decode()


def test_topic_edit__stale__shows_both_versions_and_then_saves(client, cast):
    meeting = planned(cast, days=3)
    item = actions.add_topic(meeting, title="Belegung", by=cast.social.staff)
    client.force_login(cast.social.staff)
    page = client.get(url("item_edit", item)).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    actions.edit_topic(item, title="Belegung im Mai", purpose="decision", minutes=5, seen=seen, by=cast.social.coordinator)
    data = {"title": "Belegung im April", "purpose": "decision", "minutes": "10", "seen": seen}
    response = client.post(url("item_edit", item), data)
    answer = response.content.decode()
    assert response.status_code == 422
    assert "Inzwischen hat jemand anderes" in errors(response)
    assert "Belegung im Mai" in answer
    assert 'value="Belegung im April"' in answer
    data["seen"] = re.search(r'name="seen" value="(\w+)"', answer)[1]
    assert client.post(url("item_edit", item), data).status_code == 302
    assert Item.objects.get().title == "Belegung im April"


def test_release__through_the_pages(client, cast):
    meeting = written(cast)
    client.force_login(cast.social.coordinator)
    client.post(url("meeting_send", meeting), {"edition": "1"})
    client.post(url("meeting_release", meeting), {"edition": "1"})
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Bau ist am Zug" in page
    client.force_login(cast.housing.approver)
    response = client.post(url("meeting_change", meeting), {"edition": "1", "wish": "Bitte ab Mai."})
    assert response.status_code == 302
    assert "Bitte ab Mai." in client.get(meeting.get_absolute_url()).content.decode()
    client.post(url("meeting_send", meeting), {"edition": "2"})
    for team in cast.teams:
        client.force_login(team.coordinator)
        client.post(url("meeting_release", meeting), {"edition": "2"})
    assert Meeting.objects.get().state == "released"


@pytest.mark.parametrize("edition", ["", "0", "2", "x", "1e9"])
def test_release__another_edition__is_refused(client, cast, edition):
    meeting = sent(cast)
    client.force_login(cast.social.coordinator)
    response = client.post(
        url("meeting_release", meeting), {"edition": edition}, HTTP_REFERER=f"http://testserver{meeting.get_absolute_url()}"
    )
    assert "neuere Fassung" in said(response)
    assert Meeting.objects.get().yeses() == []


def test_release__staff__is_told_which_role_it_takes(client, cast):
    meeting = sent(cast)
    client.force_login(cast.social.staff)
    assert "Koordination" in client.get(meeting.get_absolute_url()).content.decode()
    client.post(url("meeting_release", meeting), {"edition": "1"}, HTTP_REFERER="http://testserver/")
    assert Meeting.objects.get().yeses() == []


def test_decision_list__searches(client, cast):
    meeting = released(cast)
    number = meeting.decisions.get().number
    client.force_login(cast.housing.reader)

    def found(**query):
        return [each.number for each in client.get(reverse("decision_list"), query).context["page"]]

    assert found() == found(q="belegungsplan") == found(q=number) == found(q="Lindenhof") == found(course="in_force") == [number]
    assert found(q="Parkplatz") == found(course="reserved") == []
    client.force_login(cast.outsider.coordinator)
    assert found() == []


def test_decision__edit_and_remove(client, cast):
    meeting = written(cast)
    decision = meeting.decisions.get()
    client.force_login(cast.housing.staff)
    data = {"text": "Ab Mai.", "reservation": "Aufsichtsrat am 19.11.", "seen": decision.fingerprint()}
    assert client.post(url("decision_edit", decision), data).status_code == 302
    decision = Decision.objects.get()
    assert (decision.text, decision.reservation) == ("Ab Mai.", "Aufsichtsrat am 19.11.")
    stale = client.post(url("decision_edit", decision), data | {"text": "Ab Juni."})
    assert stale.status_code == 422
    assert "Ab Mai." in stale.content.decode()
    client.post(url("decision_remove", decision))
    assert Decision.objects.count() == 0


def test_detail__tells_whose_turn_and_since_when(client, cast):
    with clock.travel(clock.now() - timedelta(days=5)):
        meeting = sent(cast)
        actions.release(meeting, edition=1, by=cast.social.coordinator)
    client.force_login(cast.social.coordinator)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "seit 5 Tagen" in page
    client.force_login(cast.housing.coordinator)
    assert "seit 5 Tagen" in client.get(meeting.get_absolute_url()).content.decode()
