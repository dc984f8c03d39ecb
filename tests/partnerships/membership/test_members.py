from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.membership import actions
from partnerships.organisation.models import Membership, Role
from partnerships.organisation.standing import standing_of
from partnerships.person.models import Person
from tests.cast import make_cast, make_person
from tests.partnerships.membership.test_invitation_races import at_once


def membership_of(team, seat: str) -> Membership:
    return Membership.objects.get(person=team.people[seat])


def test_change_member__holds_at_once_and_is_told(cast, client):
    for team in cast.teams:
        actions.change_member(membership_of(team, "staff"), by=team.administrator, roles=["staff", "approver"], function="Leitung")
        assert standing_of(team.staff).has(team.org.pk, Role.APPROVER)
        line = Entry.objects.get(verb="organisation.member_changed", organisation=team.org)
        assert line.sentence == f"{team.org} administrator hat die Rollen von {team.org} staff bei {team.org} geändert."
        assert line.data["changes"]["roles"] == [["staff"], ["staff", "approver"]]
        assert not Entry.objects.visible_to(cast.other(team).administrator).filter(pk=line.pk).exists()


@pytest.mark.parametrize("seat", ["coordinator", "staff", "approver", "signatory", "finance", "reader"])
def test_change_member__only_by_the_administration__alike_on_both_sides(cast, seat):
    for team in cast.teams:
        for by in (getattr(team, seat), cast.other(team).administrator, cast.outsider.coordinator):
            with pytest.raises(Refused, match=f"Verwaltung von {team.org}"):
                actions.change_member(membership_of(team, "reader"), by=by, roles=["administrator"], function="")


@pytest.mark.parametrize("how", ["roles", "ends_on", "end"])
def test_last_administrator__stays(cast, how):
    team, by = cast.social, cast.social.administrator
    membership = membership_of(team, "administrator")
    soon = clock.today() + timedelta(days=30)
    goes = {
        "roles": lambda: actions.change_member(membership, by=by, roles=["reader"], function=""),
        "ends_on": lambda: actions.change_member(membership, by=by, roles=["administrator"], function="", ends_on=soon),
        "end": lambda: actions.end_member(membership, by=by),
    }
    with pytest.raises(Refused, match="letzte Person in der Verwaltung"):
        goes[how]()
    actions.change_member(membership_of(team, "coordinator"), by=by, roles=["coordinator", "administrator"], function="")
    actions.end_member(membership, by=by)
    assert standing_of(team.administrator).ids == []


def test_last_administrator__a_deactivated_one_does_not_count(cast):
    make_person("Zweite", cast.social.org, Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(Refused, match="letzte Person"):
        actions.end_member(membership_of(cast.social, "administrator"), by=cast.social.administrator)


def test_end_member__at_once__also_by_oneself(cast):
    for by in ("administrator", "staff"):
        team = cast.social if by == "administrator" else cast.housing
        ended = actions.end_member(membership_of(team, "staff"), by=getattr(team, by))
        assert (ended.ends_on, standing_of(team.staff).ids) == (clock.today(), [])
        with pytest.raises(Refused, match="beendet"):
            actions.end_member(ended, by=getattr(team, by))
    with pytest.raises(Refused, match="Verwaltung"):
        actions.end_member(membership_of(cast.social, "reader"), by=cast.social.coordinator)


def test_membership__planned_end__holds_until_that_day(cast):
    membership = membership_of(cast.social, "staff")
    day = clock.today() + timedelta(days=3)
    actions.change_member(membership, by=cast.social.administrator, roles=["staff"], function="", ends_on=day)
    with clock.travel(clock.at(day)):
        assert standing_of(cast.social.staff).ids == [cast.social.org.pk]
    with clock.travel(clock.at(day + timedelta(days=1))):
        assert standing_of(cast.social.staff).ids == []


def test_membership_edit__stale_edition__told_and_saved_the_second_time(cast, client):
    membership = membership_of(cast.social, "staff")
    client.force_login(cast.social.administrator)
    url = reverse("membership_edit", args=[membership.pk])
    data = {"roles": ["staff"], "function": "Teamleitung", "ends_on": "", "edition": membership.edition}
    actions.change_member(membership, by=cast.social.administrator, roles=["staff", "rooms"], function="")
    answer = client.post(url, data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "error-summary" in page
    assert 'value="Teamleitung"' in page
    assert 'name="edition" value="2"' in page
    assert client.post(url, data | {"edition": 2}).status_code == 302
    assert membership_of(cast.social, "staff").function == "Teamleitung"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ends_on": "31.02.2026"}, "Datum"),
        ({"ends_on": "01.01.2019"}, "Ende"),
        ({"ends_on": "01.01.9999"}, "Jahr"),
        ({"roles": []}, "Dieses Feld"),
        ({"function": "x" * 121}, "120"),
        ({"function": "a\u202eb"}, "Steuerzeichen"),
        ({"edition": "abc", "function": "Neu"}, "Inzwischen hat jemand anderes"),
    ],
)
def test_membership_edit__bad_input__told(cast, client, change, sentence):
    membership = membership_of(cast.social, "staff")
    client.force_login(cast.social.administrator)
    data = {"roles": ["staff"], "function": "", "ends_on": "", "edition": 1} | change
    answer = client.post(reverse("membership_edit", args=[membership.pk]), data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    membership.refresh_from_db()
    assert membership.edition == 1


@pytest.mark.parametrize("name", ["membership_edit", "membership_end"])
def test_member_pages__outsider_404__reader_a_sentence__GET_writes_nothing(cast, client, name):
    membership = membership_of(cast.social, "staff")
    url = reverse(name, args=[membership.pk])
    client.force_login(cast.outsider.coordinator)
    assert client.get(url).status_code == client.post(url).status_code == 404
    client.force_login(cast.social.reader)
    answer = client.post(url, follow=False)
    assert answer.status_code == 302
    client.force_login(cast.social.administrator)
    assert client.get(url).status_code == 200
    membership.refresh_from_db()
    assert (membership.edition, membership.ended_at) == (1, None)


def test_membership_end__by_form(cast, client):
    client.force_login(cast.social.administrator)
    answer = client.post(reverse("membership_end", args=[membership_of(cast.social, "staff").pk]))
    assert answer["Location"] == cast.social.org.get_absolute_url()
    assert membership_of(cast.social, "staff").ended_at


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_administrators_leave_at_once__one_stays():
    cast = make_cast()
    second = make_person("Zweite", cast.social.org, Role.ADMINISTRATOR)
    first = cast.social.administrator
    seats = [Membership.objects.get(person=person) for person in (first, second)]
    results = at_once(*[lambda seat=seat: actions.end_member(seat, by=Person.objects.get(pk=seat.person_id)) for seat in seats])
    assert sorted(type(result).__name__ for result in results) == ["Membership", "Refused"]
    assert Membership.objects.current().with_role(Role.ADMINISTRATOR).filter(organisation=cast.social.org).count() == 1
