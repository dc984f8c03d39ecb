"""Planning a meeting on its pages: for both sides, with bad input, across the clock change, told when it is stale or cancelled."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from partnerships.meeting.models import Meeting
from tests.cast import make_partnership
from tests.once import post
from tests.partnerships.meeting.stage import errors, planned, said, url

PLAN = {"kind": "jourfixe", "starts_at": "2026-03-12T10:00", "ends_at": "2026-03-12T11:00", "place": "Lindenhof"}


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
