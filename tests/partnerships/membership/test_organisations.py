import pytest
from django.urls import reverse

from partnerships.base import clock
from partnerships.journal.models import Entry
from partnerships.membership import actions
from partnerships.organisation.models import Organisation, Role
from partnerships.partnership.models import Party, Side
from tests.cast import make_partnership, make_person, make_team

LIST = "/organisations/"


def detail(org) -> str:
    return reverse("organisation_detail", args=[org.pk])


def members(org) -> str:
    return reverse("organisation_members", args=[org.pk])


def edit(org) -> str:
    return reverse("organisation_edit", args=[org.pk])


def test_list__own_and_partners__nobody_else(cast, client):
    for person, names in (
        (cast.social.reader, ["Bau Auenstedt", "Klang Auenstedt", "Stadt Auenstedt"]),
        (cast.outsider.coordinator, ["Fremd Auenstedt"]),
    ):
        client.force_login(person)
        assert [org.name for org in client.get(LIST).context["page"]] == names


def test_list__a_party_that_left__sees_and_is_seen_no_more(cast, client):
    Party.objects.filter(organisation=cast.housing.org).update(state=Party.State.LEFT)
    for one, other in ((cast.social, cast.housing), (cast.housing, cast.social)):
        client.force_login(one.reader)
        assert client.get(detail(other.org)).status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=bau", ["Bau Auenstedt"]),
        ("q=AUENSTÉDT&kind=observer", ["Stadt Auenstedt"]),
        ("sort=-name", ["Stadt Auenstedt", "Klang Auenstedt", "Bau Auenstedt"]),
        ("sort=kind", ["Bau Auenstedt", "Stadt Auenstedt", "Klang Auenstedt"]),
        ("q=gibtesnicht", []),
        ("kind=quatsch&sort=quatsch&page=99", ["Bau Auenstedt", "Klang Auenstedt", "Stadt Auenstedt"]),
    ],
)
def test_list__filters_and_sorts(cast, client, query, names):
    client.force_login(cast.social.reader)
    answer = client.get(f"{LIST}?{query}", headers={"HX-Request": "true"})
    assert [org.name for org in answer.context["page"]] == names
    assert "<html" not in answer.content.decode()


def test_list__partnerships_in_common_are_counted(cast, client):
    make_partnership(cast.social, cast.housing, title="Zweite")
    client.force_login(cast.social.reader)
    assert {org.short_name: org.shared for org in client.get(LIST).context["page"]} == {"Klang": 2, "Bau": 2, "Stadt": 1}


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same_for_one_partner_or_three(client, cast, count, django_assert_num_queries):
    for number in range(count):
        make_partnership(make_team(f"Haus{number}", "housing", "housing", ["coordinator"]), cast.social, title=f"P{number}")
    client.force_login(cast.social.reader)
    with django_assert_num_queries(5):
        page = client.get(LIST)
    assert page.content.decode().count("<tr>") == 4 + count
    with django_assert_num_queries(5):
        client.get(LIST, headers={"HX-Request": "true"})


@pytest.mark.parametrize("count", [1, 3])
def test_members__cost_the_same_for_one_or_three(client, cast, count, django_assert_num_queries):
    team = make_team("Neu", "social", "social", ["administrator"])
    for number in range(count):
        make_person(f"Neu{number}", team.org, Role.STAFF)
        actions.invite(team.org, by=team.administrator, email=f"m{number}@example.org", name="M", roles=["staff"])
    client.force_login(team.administrator)
    with django_assert_num_queries(7):
        page = client.get(members(team.org)).content.decode()
    assert page.count("<tr>") == 2 + count
    with django_assert_num_queries(6):
        client.get(members(team.org), headers={"HX-Request": "true"})


@pytest.mark.parametrize("count", [1, 3])
def test_detail__costs_the_same_for_one_or_three(client, cast, count, django_assert_num_queries):
    for number in range(count):
        make_person(f"K{number}", cast.social.org, Role.COORDINATOR)
        make_partnership(cast.social, cast.housing, title=f"P{number}")
        actions.edit(cast.social.org, by=cast.social.administrator, city=f"Ort {number}")
    client.force_login(cast.social.reader)
    with django_assert_num_queries(7):
        client.get(detail(cast.social.org))


def test_detail__a_partnership__once_and_only_while_it_takes_part(cast, client):
    by = cast.social.coordinator
    common = {"partnership": cast.partnership, "organisation": cast.outsider.org, "side": Side.SOCIAL, "invited_by": by}
    common["inviter"] = cast.social.org
    for state in (Party.State.DECLINED, Party.State.LEFT):
        Party.objects.create(state=state, answered_at=clock.now(), **common)
    client.force_login(by)
    assert list(client.get(detail(cast.social.org)).context["partnerships"]) == [cast.partnership]
    client.force_login(cast.outsider.coordinator)
    assert not client.get(detail(cast.outsider.org)).context["partnerships"]
    Party.objects.create(state=Party.State.INVITED, **common)
    assert list(client.get(detail(cast.outsider.org)).context["partnerships"]) == [cast.partnership]


def test_detail__partners_see_who_acts__and_the_address_of_coordinators_only(cast, client):
    for team in cast.teams:
        client.force_login(cast.other(team).reader)
        page = client.get(members(team.org)).content.decode()
        for seat in ("coordinator", "staff", "approver", "signatory", "finance"):
            assert f"{team.org} {seat}" in page
            assert (getattr(team, seat).email in page) == (seat == "coordinator")
        for seat in ("reader", "administrator"):
            assert f"{team.org} {seat}" not in page
        front = client.get(detail(team.org)).content.decode()
        assert team.approver.email not in front
        assert "Einladungen" not in front

        client.force_login(team.reader)
        own = client.get(members(team.org)).content.decode()
        assert team.people["administrator"].email in own


def test_members__invitations_are_the_administrations_business(cast, client):
    actions.invite(cast.social.org, by=cast.social.administrator, email="neu@example.org", name="Nele", roles=["staff"])
    for person, seen in ((cast.social.administrator, True), (cast.social.coordinator, False), (cast.housing.administrator, False)):
        client.force_login(person)
        assert ("neu@example.org" in client.get(members(cast.social.org)).content.decode()) == seen


@pytest.mark.parametrize("address", [detail, members, edit])
def test_pages__outsider_404__like_one_that_does_not_exist(cast, client, address):
    client.force_login(cast.outsider.coordinator)
    foreign = client.get(address(cast.social.org))
    missing = client.get(address(Organisation(pk="0192f0c4-0000-7000-8000-000000000001")))
    assert foreign.status_code == missing.status_code == 404
    client.logout()
    assert client.get(address(cast.social.org)).status_code == 302


def test_edit__only_by_the_administration__others_get_a_sentence(cast, client):
    for team in cast.teams:
        for person in (team.coordinator, team.reader, cast.other(team).administrator):
            client.force_login(person)
            answer = client.post(edit(team.org), {"name": "Anders"}, follow=True, headers={"referer": f"http://testserver{LIST}"})
            assert f"Verwaltung von {team.org}" in answer.content.decode()
        client.force_login(team.administrator)
        assert client.get(edit(team.org)).status_code == 200
        team.org.refresh_from_db()
        assert team.org.edition == 1


def form_of(org, **changes) -> dict:
    return {"name": org.name, "short_name": org.short_name, "city": org.city, "signs": org.signs, "edition": org.edition} | changes


def test_edit__saves_and_keeps_old_and_new_in_the_journal(cast, client):
    client.force_login(cast.social.administrator)
    data = form_of(cast.social.org, city="Kassel", website="klang.example.org", requires_second_factor="on")
    assert client.post(edit(cast.social.org), data)["Location"] == detail(cast.social.org)
    cast.social.org.refresh_from_db()
    assert (cast.social.org.city, cast.social.org.website) == ("Kassel", "https://klang.example.org")
    assert cast.social.org.requires_second_factor
    line = Entry.objects.get(verb="organisation.edited")
    assert line.data["changes"]["city"] == ["Auenstedt", "Kassel"]
    assert line.url == detail(cast.social.org)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Dieses Feld"),
        ({"name": "Bau Auenstedt"}, "Name"),
        ({"name": "x" * 161}, "160"),
        ({"city": "Ort\x00"}, "Null"),
        ({"city": "Ort\x1b"}, "Steuerzeichen"),
        ({"website": "javascript:alert(1)"}, "gültige"),
        ({"email": "quatsch"}, "gültige E-Mail"),
        ({"mission": "m" * 601}, "600"),
        ({"edition": "2"}, "error-summary"),
    ],
)
def test_edit__bad_input__told_and_nothing_lost(cast, client, change, sentence):
    client.force_login(cast.social.administrator)
    answer = client.post(edit(cast.social.org), form_of(cast.social.org, street="<i>Weg 1</i>", **change))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "&lt;i&gt;Weg 1&lt;/i&gt;" in page
    cast.social.org.refresh_from_db()
    assert cast.social.org.edition == 1


def test_edit__kind_cannot_be_changed_by_the_organisation(cast, client):
    client.force_login(cast.social.administrator)
    client.post(edit(cast.social.org), form_of(cast.social.org, kind="housing", city="Kassel"))
    cast.social.org.refresh_from_db()
    assert (cast.social.org.kind, cast.social.org.city) == ("social", "Kassel")


def test_journal__lines_of_an_organisation__are_seen_by_its_own_people_only(cast, client):
    with clock.travel(clock.now()):
        actions.edit(cast.social.org, by=cast.social.administrator, city="Kassel")
    for person, count in ((cast.social.reader, 1), (cast.housing.reader, 0), (cast.outsider.coordinator, 0)):
        assert Entry.objects.visible_to(person).count() == count
