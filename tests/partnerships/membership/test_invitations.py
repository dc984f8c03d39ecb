import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.urls import reverse

from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.membership import actions, tokens
from partnerships.notice.models import Letter
from partnerships.notice.tasks import send_letter
from partnerships.organisation.models import Invitation, Membership, Role
from partnerships.person.models import Person
from tests.cast import make_person
from tests.once import post
from tests.partnerships.membership.inviting import PASSWORD, create, invited, joined, token_of, url_of


def test_invite__keeps_only_the_hash__and_writes_one_letter(cast):
    token = invited(cast.social)
    invitation = Invitation.objects.get()
    letter = Letter.objects.get()
    assert invitation.token_hash == tokens.digest(token)
    assert len(token) >= 43  # 256 bits
    assert (letter.to, letter.subject) == ("neu@example.org", "Einladung: Klang Auenstedt auf dem Portal Augenhöhe")
    assert "lädt Sie ein, im Portal Augenhöhe für diese Organisation zu arbeiten:\nKlang Auenstedt\n" in letter.body
    assert "Mitarbeit" in letter.body
    assert "Brief" not in letter.body
    send_letter(str(letter.pk))
    assert token in mail.outbox[0].body
    assert Letter.objects.get().body == ""
    assert [entry.verb for entry in Entry.objects.all()] == ["organisation.invited"]


def test_invite__letter_in_the_language_chosen(cast):
    invited(cast.social, language="en")
    letter = Letter.objects.get()
    assert letter.subject == "Invitation: Klang Auenstedt on the portal Augenhöhe"
    assert "invites you to work for this organisation on the portal Augenhöhe:\nKlang Auenstedt\n" in letter.body


@pytest.mark.parametrize("seat", ["coordinator", "staff", "approver", "signatory", "finance", "reader"])
def test_invite__only_by_the_administration__alike_on_both_sides(cast, seat):
    for team in cast.teams:
        for by in (getattr(team, seat), cast.other(team).administrator, cast.outsider.coordinator):
            with pytest.raises(Refused, match=f"Verwaltung von {team.org}"):
                actions.invite(team.org, by=by, email="x@example.org", name="X", roles=[Role.STAFF])
    assert not Invitation.objects.exists()


def test_invite__same_address_twice__refused_in_words(cast, client):
    invited(cast.social)
    client.force_login(cast.social.administrator)
    answer = post(
        client,
        create(cast.social),
        {"name": "Nele", "email": "NEU@example.org", "roles": ["staff"], "language": "de"},
    )
    assert answer.status_code == 422
    assert "wurde bereits eingeladen" in answer.content.decode()
    assert Invitation.objects.count() == Letter.objects.count() == 1


def test_invite__a_member__refused(cast):
    with pytest.raises(Refused, match="gehört schon dazu"):
        invited(cast.social, cast.social.staff.email)


def test_invite__by_form__double_click_makes_one(cast, client):
    client.force_login(cast.social.administrator)
    url = create(cast.social)
    data = {
        "once": "0192f0c4-0000-7000-8000-000000000001",
        "name": "Nele Neu",
        "email": "neu@example.org",
        "function": "Vorstand",
        "roles": ["staff", "approver"],
        "language": "de",
    }
    first, second = client.post(url, data), client.post(url, data)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"] == reverse("organisation_members", args=[cast.social.org.pk])
    assert Invitation.objects.get().roles == ["staff", "approver"]
    assert Letter.objects.count() == 1


def test_invite__by_form__for_ones_own_organisation_only(cast, client):
    client.force_login(cast.social.administrator)
    assert client.get(reverse("invitation_create")).context["organisation"] == cast.social.org
    for strange in (create(cast.housing), create(cast.outsider), reverse("invitation_create") + "?organisation=quatsch"):
        assert client.get(strange).status_code == 404
    client.force_login(cast.social.reader)
    answer = client.get(create(cast.social), follow=True)
    assert "Verwaltung von Klang" in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": "keine Adresse"}, "gültige E-Mail"),
        ({"email": ""}, "Dieses Feld"),
        ({"roles": ["king"]}, "king"),
        ({"roles": []}, "Dieses Feld"),
        ({"name": "N" * 121}, "120"),
        ({"name": "Nele\x07Neu"}, "Steuerzeichen"),
        ({"language": "fr"}, "fr"),
    ],
)
def test_invite__bad_input__told_and_nothing_lost(cast, client, change, sentence):
    client.force_login(cast.social.administrator)
    data = {"name": "Nele <b>Neu</b>", "email": "neu@example.org", "roles": ["staff"], "function": "Vorstand", "language": "de"} | change
    answer = post(client, create(cast.social), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Vorstand"' in page
    assert "<b>Neu" not in page
    assert not Invitation.objects.exists()


def test_join__new_person__signed_in_with_a_proven_address(cast, client):
    token = invited(cast.social, "Neu@Example.org", Role.STAFF, Role.ROOMS, function="Hausmeisterin")
    page = client.get(url_of(token)).content.decode()
    assert "Klang Auenstedt" in page
    assert "Hausmeisterin" in page
    answer = joined(client, token)
    person = Person.objects.get(email="neu@example.org")
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(person.pk)
    assert UserSession.objects.get().user == person
    assert person.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=person).verified
    membership = Membership.objects.get(person=person)
    assert (membership.roles, membership.function) == (["staff", "rooms"], "Hausmeisterin")
    assert Invitation.objects.get().accepted_by == person
    assert Entry.objects.get(verb="organisation.joined").sentence == "Nele Neu gehört jetzt zu Klang."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password": "kurz", "password_again": "kurz"}, "zu kurz"),
        ({"password": "1q2w3e4r5t6y", "password_again": "1q2w3e4r5t6y"}, "zu üblich"),
        ({"password": "neu@example.org", "password_again": "neu@example.org"}, "ähnlich"),
        ({"password_again": "etwas ganz anderes"}, "nicht gleich"),
        ({"name": ""}, "Dieses Feld"),
        ({"name": "N\x00ele"}, "Null"),
    ],
)
def test_join__bad_input__told_and_no_account(cast, client, change, sentence):
    token = invited(cast.social)
    answer = joined(client, token, **change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Person.objects.filter(email="neu@example.org").exists()
    assert Invitation.objects.get().is_open


def _used(team, client):
    token = invited(team)
    joined(client, token)
    client.logout()
    return token


def _expired(team, client):
    with clock.travel(clock.now() - timedelta(days=7, minutes=1)):
        return invited(team)


def _withdrawn(team, client):
    token = invited(team)
    actions.withdraw(Invitation.objects.get(), by=team.administrator)
    return token


def _replaced(team, client):
    token = invited(team)
    actions.send_again(Invitation.objects.get(), by=team.administrator)
    return token


def _of_a_closed_organisation(team, client):
    token = invited(team)
    team.org.is_active = False
    team.org.save()
    return token


@pytest.mark.parametrize("dead", [_used, _expired, _withdrawn, _replaced, _of_a_closed_organisation])
def test_invitation__dead_link__answers_like_an_unknown_one(cast, client, dead):
    token = dead(cast.social, client)
    unknown, answer = client.get(url_of("x" * 43)), client.get(url_of(token))
    assert unknown.status_code == answer.status_code == 404

    def plain(page):
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|value="/invitation/[\w-]+/"', "", page.content.decode())

    assert plain(answer) == plain(unknown)
    people, memberships = Person.objects.count(), Membership.objects.count()
    assert joined(client, token).status_code == 404
    client.force_login(Person.objects.filter(email="neu@example.org").first() or make_person("Neu"))
    assert client.post(url_of(token)).status_code == 404
    assert Membership.objects.count() == memberships
    assert Person.objects.count() <= people + 1


def test_send_again__new_link_leads_in(cast, client):
    invited(cast.social)
    client.force_login(cast.social.administrator)
    answer = client.post(reverse("invitation_resend", args=[Invitation.objects.get().pk]))
    assert answer.status_code == 302
    client.logout()
    assert Letter.objects.count() == 2
    assert joined(client, token_of(Letter.objects.order_by("-created_at").first())).status_code == 302


def test_invitation__known_person__signs_in_first_and_accepts(cast, client):
    person = make_person("Neu")
    token = invited(cast.social)
    page = client.get(url_of(token)).content.decode()
    assert f"{reverse('account_login')}?next={url_of(token)}" in page
    assert "password" not in page
    client.force_login(person)
    assert not Membership.objects.filter(person=person).exists()
    answer = client.post(url_of(token))
    assert answer["Location"] == cast.social.org.get_absolute_url()
    assert Membership.objects.get(person=person).roles == ["staff"]


def test_invitation__for_somebody_else__refused_with_a_sentence(cast, client):
    token = invited(cast.social)
    client.force_login(cast.housing.staff)
    page = client.get(url_of(token)).content.decode()
    assert "Diese Einladung ist für neu@example.org" in page
    client.post(url_of(token))
    assert not Membership.objects.filter(person=cast.housing.staff, organisation=cast.social.org).exists()


def test_accept__of_a_second_organisation(cast, client):
    person = cast.housing.staff
    token = invited(cast.social, person.email, Role.READER)
    client.force_login(person)
    client.post(url_of(token))
    assert {m.organisation for m in Membership.objects.filter(person=person)} == {cast.social.org, cast.housing.org}


def test_invitation__to_a_second_proven_address__is_for_the_account_that_has_it(cast, client):
    person = cast.housing.staff
    EmailAddress.objects.create(user=person, email="zweit@example.org", verified=True)
    token = invited(cast.social, "Zweit@example.org")
    assert reverse("account_login") in client.get(url_of(token)).content.decode()
    with pytest.raises(Refused, match="schon ein"):
        actions.join(token, name="Nele", password=PASSWORD)
    client.force_login(person)
    assert "Willkommen bei Klang Auenstedt!" in client.post(url_of(token), follow=True).content.decode()
    assert Membership.objects.filter(person=person, organisation=cast.social.org).exists()
    with pytest.raises(Refused, match="gehört schon dazu"):
        invited(cast.social, "zweit@example.org")


def test_invitation__to_an_address_that_is_not_proven__is_not_for_that_account(cast, client):
    EmailAddress.objects.create(user=cast.housing.staff, email="zweit@example.org", verified=False)
    token = invited(cast.social, "zweit@example.org")
    with pytest.raises(Refused, match="Diese Einladung ist für"):
        actions.accept(token, by=cast.housing.staff)


def test_accept__more_roles__raises_the_edition(cast):
    person = make_person("Neu")
    first = actions.accept(invited(cast.social), by=person)
    edition = first.edition
    Invitation.objects.create(
        organisation=cast.social.org,
        email=person.email,
        name="Nele",
        roles=[Role.FINANCE],
        token_hash=tokens.digest("x" * 43),
        invited_by=cast.social.administrator,
    )
    again = actions.accept("x" * 43, by=person)
    assert (again.pk, again.roles, again.edition) == (first.pk, ["finance", "staff"], edition + 1)


def test_invitation__GET_writes_nothing(cast, client):
    token = invited(cast.social)
    for person in (None, make_person("Neu")):
        if person:
            client.force_login(person)
        client.get(url_of(token))
    assert Invitation.objects.get().is_open
    for name in ("invitation_resend", "invitation_withdraw"):
        assert client.get(reverse(name, args=[Invitation.objects.get().pk])).status_code == 405


def test_invitations__handled_by_the_administration_only(cast, client):
    invited(cast.social)
    pk = Invitation.objects.get().pk
    for person in (cast.social.coordinator, cast.housing.administrator, cast.outsider.coordinator):
        client.force_login(person)
        for name in ("invitation_resend", "invitation_withdraw"):
            assert client.post(reverse(name, args=[pk])).status_code == 404
    assert Invitation.objects.get().is_open


def test_withdraw__then_nothing_more(cast):
    invited(cast.social)
    invitation = actions.withdraw(Invitation.objects.get(), by=cast.social.administrator)
    for verb in (actions.withdraw, actions.send_again):
        with pytest.raises(Refused, match="zurückgezogen"):
            verb(invitation, by=cast.social.administrator)


def test_invite__every_role_says_what_it_is_for(cast, client):
    client.force_login(cast.social.administrator)
    page = client.get(f"{reverse('invitation_create')}?organisation={cast.social.org.pk}").content.decode()
    for number, role in enumerate(Role):
        assert f'aria-describedby="id_roles_{number}_about"' in page, role
        assert re.search(rf'id="id_roles_{number}_about">\w[^<]+<', page), role
