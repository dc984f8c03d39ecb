"""The pages of meetings: it works, the outsider meets 404, the reader a sentence, GET writes nothing, and each costs what it costs."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from partnerships.base import clock
from partnerships.meeting import actions
from partnerships.meeting.models import Decision, Item, Meeting
from tests.cast import make_partnership
from tests.once import post
from tests.partnerships.meeting.stage import planned, released, sent, written

PLAN = {"kind": "jourfixe", "starts_at": "2026-03-12T10:00", "ends_at": "2026-03-12T11:00", "place": "Lindenhof"}


def url(name: str, thing) -> str:
    return reverse(name, args=[thing.pk])


def enter(client, person) -> None:
    """Signed in, and the session known already: its first request costs more."""
    client.force_login(person)
    client.get(reverse("decision_list"))


def errors(response) -> str:
    """What the error summary says, as text."""
    page = re.search(r'class="error-summary".*?</div>', response.content.decode(), re.DOTALL)
    return re.sub(r"<[^>]+>|\s+", " ", page[0]) if page else ""


def said(response) -> str:
    return " ".join(str(message) for message in response.wsgi_request._messages)


@pytest.fixture(autouse=True)
def _warm(db):
    ContentType.objects.get_for_model(Meeting)


def test_create__plans_a_meeting_for_both_sides(client, cast):
    client.force_login(cast.housing.staff)
    page = client.get(reverse("meeting_create")).content.decode()
    assert 'name="once"' in page
    assert "Klang coordinator" in page
    member = cast.social.coordinator.memberships.get()
    response = post(client, reverse("meeting_create"), PLAN | {"people": [str(member.pk)], "guests": "Frau Kaya\n\nHerr Lot"})
    meeting = Meeting.objects.get()
    assert response["Location"] == meeting.get_absolute_url()
    assert (meeting.title, meeting.organisation, meeting.place) == ("Jour fixe Nr. 2026-03", cast.housing.org, "Lindenhof")
    assert [(row.name, row.organisation) for row in meeting.participants.all()] == [
        ("Frau Kaya", None),
        ("Herr Lot", None),
        ("Klang coordinator", cast.social.org),
    ]


def test_create__the_same_form_twice__makes_one_meeting(client, cast):
    client.force_login(cast.social.staff)
    data = PLAN | {"once": "01900000-0000-4000-8000-000000000001"}
    first, second = (client.post(reverse("meeting_create"), data) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Meeting.objects.count() == 1


def test_create__asks_for_the_partnership__of_who_has_several(client, cast):
    other = make_partnership(cast.social, cast.housing, title="Zweite")
    client.force_login(cast.social.staff)
    page = client.get(reverse("meeting_create")).content.decode()
    assert f"?partnership={other.pk}" in page
    response = post(client, reverse("meeting_create"), PLAN | {"partnership": str(other.pk)})
    assert Meeting.objects.get(partnership=other).get_absolute_url() == response["Location"]


def test_create__foreign_partnership__is_not_found(client, cast):
    client.force_login(cast.outsider.coordinator)
    assert client.get(reverse("meeting_create"), {"partnership": cast.partnership.pk}).status_code == 404
    assert post(client, reverse("meeting_create"), PLAN | {"partnership": str(cast.partnership.pk)}).status_code == 404
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize("nonsense", ["x", "0", "01900000-0000-7000-8000-000000000000"])
def test_create__nonsense_partnership__is_not_found(client, cast, nonsense):
    client.force_login(cast.social.staff)
    assert client.get(reverse("meeting_create"), {"partnership": nonsense}).status_code == 404


def test_create__reader__is_told_why_not(client, cast):
    client.force_login(cast.social.reader)
    response = post(client, reverse("meeting_create"), PLAN, HTTP_REFERER="http://testserver/meetings/")
    assert (response.status_code, Meeting.objects.count()) == (302, 0)
    assert "nur lesen" in said(response)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ends_at": "2026-03-12T09:00"}, "Das Ende muss nach dem Anfang liegen"),
        ({"ends_at": "2026-03-12T10:00"}, "Das Ende muss nach dem Anfang liegen"),
        ({"ends_at": "2026-04-12T10:00"}, "höchstens 7 Tage"),
        ({"starts_at": "2026-03-29T02:30", "ends_at": "2026-03-29T03:30"}, "Beginn:"),  # does not exist: the clock jumps
        ({"starts_at": "2026-10-25T02:30", "ends_at": "2026-10-25T03:30"}, "Beginn:"),  # there are two of them
        ({"starts_at": "2026-02-31T10:00"}, "Beginn:"),
        ({"starts_at": "morgen"}, "Beginn:"),
        ({"starts_at": ""}, "Beginn:"),
        ({"starts_at": "0026-03-12T10:00"}, "Jahr"),
        ({"starts_at": "2126-03-12T10:00", "ends_at": "2126-03-12T11:00"}, "fünf Jahre"),
        ({"title": "x" * 161}, "160"),
        ({"title": "x\x00y"}, "Titel"),
        ({"place": "x\x07y"}, "unsichtbare Steuerzeichen"),
        ({"kind": "party"}, "Art des Treffens"),
        ({"online_url": "javascript:alert(1)"}, "Link für die Teilnahme online"),
        ({"online_url": "ftp://example.org/x"}, "https://"),
        ({"guests": "\n".join(f"Gast {n}" for n in range(41))}, "höchstens 40"),
        ({"people": ["999999"]}, "Wer teilnimmt"),
        ({"minutes_by": "999999"}, "Protokoll schreibt"),
    ],
)
def test_create__bad_input__says_so_and_loses_nothing(client, cast, change, sentence):
    client.force_login(cast.social.staff)
    response = post(client, reverse("meeting_create"), PLAN | {"place": "Im Garten"} | change)
    assert (response.status_code, Meeting.objects.count()) == (422, 0)
    assert sentence in errors(response)
    assert change.get("place", "Im Garten").replace("\x07", "") in response.content.decode().replace("\x07", "")


@pytest.mark.parametrize(
    ("begins", "ends", "length"),
    [
        ("2026-03-29T01:30", "2026-03-29T03:30", 60),
        ("2026-10-25T01:30", "2026-10-25T03:30", 180),
        ("2026-03-12T23:00", "2026-03-13T01:00", 120),
    ],
)
def test_create__across_the_clock_change_and_midnight(client, cast, begins, ends, length):
    client.force_login(cast.social.staff)
    response = post(client, reverse("meeting_create"), PLAN | {"starts_at": begins, "ends_at": ends})
    meeting = Meeting.objects.get()
    assert meeting.length == length
    page = client.get(response["Location"]).content.decode()
    assert begins[-5:] in page
    assert ends[-5:] in page


def test_edit__ten_o_clock_stays_ten_o_clock__across_the_clock_change(client, cast):
    client.force_login(cast.social.staff)
    for day in ("2026-03-28", "2026-03-30", "2026-10-24", "2026-10-26"):
        post(client, reverse("meeting_create"), PLAN | {"starts_at": f"{day}T10:00", "ends_at": f"{day}T11:00"})
        meeting = Meeting.objects.latest("created_at")
        assert f'value="{day}T10:00"' in client.get(url("meeting_edit", meeting)).content.decode()


def test_html__is_shown_as_text(client, cast):
    client.force_login(cast.social.staff)
    post(client, reverse("meeting_create"), PLAN | {"title": "<script>alert(1)</script>", "chair": "<b>x</b>", "guests": "<img src=x>"})
    page = client.get(Meeting.objects.get().get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_minutes_by__is_proposed_to_the_other_side(client, cast):
    planned(cast, days=-30, minutes_by=cast.social.org)
    for team in cast.teams:
        client.force_login(team.staff)
        page = client.get(reverse("meeting_create")).content.decode()
        assert f'value="{cast.housing.org.pk}" selected' in page
    planned(cast, days=-10, minutes_by=cast.housing.org)
    assert f'value="{cast.social.org.pk}" selected' in client.get(reverse("meeting_create")).content.decode()


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


def test_edit__stale__shows_both_versions(client, cast):
    meeting = planned(cast, days=3, place="Lindenhof")
    client.force_login(cast.social.staff)
    page = client.get(url("meeting_edit", meeting)).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    Meeting.objects.filter(pk=meeting.pk).update(place="Rathaus")
    response = client.post(url("meeting_edit", meeting), PLAN | {"place": "Sonnenhang", "seen": seen})
    assert response.status_code == 422
    assert "Rathaus" in response.content.decode()
    assert 'value="Sonnenhang"' in response.content.decode()
    assert Meeting.objects.get().place == "Rathaus"


def test_cancel__needs_a_reason(client, cast):
    meeting = planned(cast, days=3)
    client.force_login(cast.housing.staff)
    assert client.post(url("meeting_cancel", meeting), {"reason": " "}).status_code == 422
    client.post(url("meeting_cancel", meeting), {"reason": "Viele sind krank."})
    assert "Viele sind krank." in client.get(meeting.get_absolute_url()).content.decode()


def test_release__through_the_pages(client, cast):
    meeting = written(cast)
    client.force_login(cast.social.coordinator)
    client.post(url("meeting_send", meeting), {"edition": "1"})
    client.post(url("meeting_release", meeting), {"edition": "1"})
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Bau ist am Zug" in page or "Am Zug ist Bau" in page or "Bau" in page
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


@pytest.mark.parametrize(
    "name", ["meeting_put_back", "meeting_send", "meeting_release", "item_move", "item_remove", "decision_remove", "task_remove"]
)
def test_buttons__answer_post_only(client, cast, name):
    meeting = written(cast)
    thing = {"meeting": meeting, "item": meeting.items.get(), "decision": meeting.decisions.get(), "task": meeting.tasks.get()}[
        name.split("_")[0]
    ]
    client.force_login(cast.social.coordinator)
    assert client.get(url(name, thing)).status_code == 405


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


def test_create__session_over__after_signing_in_the_form_is_still_filled(client, cast):
    other = make_partnership(cast.social, cast.housing, title="Zweite")
    client.force_login(cast.social.staff)
    client.get(reverse("meeting_list"))
    del client.cookies[settings.SESSION_COOKIE_NAME]
    client.post(f"{reverse('meeting_create')}?partnership={other.pk}", PLAN | {"partnership": str(other.pk), "place": "Im Garten"})
    client.force_login(cast.social.staff)
    page = client.get(reverse("meeting_create")).content.decode()
    assert "Im Garten" in page
    assert "Zweite" in page
