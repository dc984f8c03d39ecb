import pytest
from django.contrib import admin
from django.urls import get_resolver, reverse

from partnerships.journal.models import Entry
from partnerships.membership.admin import operator
from partnerships.notice.models import Letter
from partnerships.organisation.models import Invitation, Membership, Organisation, Role
from partnerships.partnership.models import Partnership
from partnerships.person.models import Person
from tests.cast import make_person

DESK = "/operator/"


@pytest.fixture
def desk(client, cast):
    client.force_login(make_person("Betrieb", is_staff=True, is_superuser=True))
    return client


def test_operator__sees_these_four_and_nothing_of_partnerships():
    assert set(operator._registry) == {Organisation, Membership, Invitation, Person}


def test_operator__is_the_only_admin_that_is_reachable():
    roots = [pattern for pattern in get_resolver().url_patterns if getattr(pattern, "app_name", None) == "admin"]
    assert [str(root.pattern) for root in roots] == ["operator/"]
    assert admin.site is not operator
    names = {name for name in roots[0].reverse_dict if isinstance(name, str)}
    models = {name.rsplit("_", 1)[0] for name in names if name.startswith("partnerships_")}
    assert models == {"partnerships_organisation", "partnerships_membership", "partnerships_invitation", "partnerships_person"}


def test_operator__has_no_eyes_for_partnerships(cast, desk):
    by = Person.objects.get(is_superuser=True)
    assert not Partnership.objects.visible_to(by).exists()
    assert not Organisation.objects.visible_to(by).exists()
    assert not Entry.objects.visible_to(by).exists()
    assert desk.get(cast.partnership.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("page", ["", "partnerships/organisation/", "partnerships/person/", "partnerships/invitation/add/"])
def test_operator__others_are_refused__strangers_sign_in_at_the_portal(cast, client, page):
    answer = client.get(f"{DESK}{page}", follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    for person in (cast.social.administrator, make_person("Halb", is_staff=True)):
        client.force_login(person)
        answer = client.get(f"{DESK}{page}", follow=True)
        assert answer.status_code == 403


@pytest.mark.parametrize("model", ["organisation", "membership", "invitation", "person"])
def test_operator__every_page_answers(cast, desk, model):
    Invitation.objects.create(
        organisation=cast.social.org, email="a@example.org", name="A", token_hash="x", invited_by=cast.social.administrator
    )
    thing = {"organisation": Organisation, "membership": Membership, "invitation": Invitation, "person": Person}[model].objects.first()
    assert desk.get(DESK).status_code == 200
    assert desk.get(f"{DESK}partnerships/{model}/?q=a").status_code == 200
    page = desk.get(f"{DESK}partnerships/{model}/{thing.pk}/change/")
    assert page.status_code == 200
    assert "password" not in page.content.decode().replace("password_change", "").lower()
    assert desk.get(f"{DESK}partnerships/{model}/{thing.pk}/delete/").status_code == 403


def test_operator__adds_an_organisation_and_invites_its_first_administrator(desk):
    data = {"kind": "social", "name": "Neu e.V.", "short_name": "Neu", "is_active": "on", "city": "Kassel", "signs": "alone"}
    assert desk.post(f"{DESK}partnerships/organisation/add/", data).status_code == 302
    organisation = Organisation.objects.get(name="Neu e.V.")
    data = {"organisation": organisation.pk, "name": "Nele Neu", "email": "nele@example.org", "function": "", "language": "de"}
    assert desk.post(f"{DESK}partnerships/invitation/add/", data).status_code == 302
    assert Invitation.objects.get().roles == [Role.ADMINISTRATOR]
    assert Letter.objects.get().to == "nele@example.org"
    verbs = list(Entry.objects.filter(organisation=organisation).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["organisation.founded", "organisation.invited"]
    again = desk.post(f"{DESK}partnerships/invitation/add/", data, follow=True)
    assert "bereits eingeladen" in again.content.decode()
    assert Invitation.objects.count() == 1


def test_operator__withdraws_and_sends_again(desk, cast):
    data = {"organisation": cast.social.org.pk, "name": "Nele", "email": "nele@example.org", "function": "", "language": "de"}
    desk.post(f"{DESK}partnerships/invitation/add/", data)
    pk = Invitation.objects.get().pk
    for action in ("send_again", "withdraw", "withdraw"):
        answer = desk.post(f"{DESK}partnerships/invitation/", {"action": action, "_selected_action": [pk]}, follow=True)
        assert answer.status_code == 200
    assert "zurückgezogen" in answer.content.decode()
    assert Letter.objects.count() == 2
    assert Invitation.objects.get().withdrawn_at


def test_operator__edits_an_organisation__told_in_the_journal(desk, cast):
    org = cast.social.org
    kept = {name: getattr(org, name) for name in ("kind", "name", "short_name", "legal_form", "mission", "signs")}
    data = {**kept, "city": "Kassel", "is_active": "on"}
    assert desk.post(f"{DESK}partnerships/organisation/{org.pk}/change/", data).status_code == 302
    assert Entry.objects.get(verb="organisation.edited").data["changes"] == {"city": ["Auenstedt", "Kassel"]}


def test_operator__deactivates_a_person__who_is_out_at_once(desk, cast):
    other = type(desk)()
    other.force_login(cast.social.staff)
    assert other.get(reverse("profile")).status_code == 200
    url = f"{DESK}partnerships/person/{cast.social.staff.pk}/change/"
    assert desk.post(url, {}).status_code == 302
    assert not cast.social.staff.is_active
    assert other.get(reverse("profile")).status_code == 302
    for _twice in range(2):
        assert desk.post(url, {"is_active": "on"}).status_code == 302
    assert cast.social.staff.is_active
    told = Entry.objects.visible_to(cast.social.administrator).about(cast.social.org).order_by("id")
    assert [entry.sentence for entry in told] == [
        "Betrieb hat das Konto von Klang staff gesperrt.",
        "Betrieb hat das Konto von Klang staff wieder freigegeben.",
    ]


def test_operator__cannot_deactivate_itself(desk):
    by = Person.objects.get(is_superuser=True)
    answer = desk.post(f"{DESK}partnerships/person/{by.pk}/change/", {}, follow=True)
    assert "nicht selbst" in answer.content.decode()
    assert Person.objects.get(pk=by.pk).is_active


def test_operator__invites_nobody_but_administrators(desk, cast):
    data = {
        "organisation": cast.social.org.pk,
        "name": "N",
        "email": "n@example.org",
        "function": "",
        "language": "de",
        "roles": ["signatory"],
    }
    desk.post(f"{DESK}partnerships/invitation/add/", data)
    assert Invitation.objects.get().roles == [Role.ADMINISTRATOR]


def test_operator__changes_the_password_and_signs_out_as_everybody_does(desk):
    assert desk.get(f"{DESK}password_change/")["Location"] == reverse("account_change_password")
    assert desk.post(f"{DESK}logout/")["Location"] == reverse("account_login")
    assert desk.get(reverse("profile")).status_code == 302
