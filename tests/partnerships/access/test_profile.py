import pytest
from django.urls import reverse

from partnerships.organisation.models import Membership, Role
from partnerships.todo.registry import todos_of
from tests.cast import make_person

PROFILE = "/profile/"


def save(client, **data):
    return client.post(PROFILE, {"name": "Klara", "language": ""} | data)


def test_profile__name_and_language__kept_with_a_cookie(cast, client):
    client.force_login(cast.social.staff)
    answer = save(client, name="Klara Klang", language="en")
    assert answer.status_code == 302
    assert answer.cookies["language"].value == "en"
    assert (cast.social.staff.name, cast.social.staff.language) == ("Klara Klang", "en")
    assert "My details" in client.get(PROFILE, headers={"accept-language": "de"}).content.decode()
    client.post("/account/logout/")
    assert "Sign in" in client.get("/account/login/", headers={"accept-language": "de"}).content.decode()


def test_profile__language_as_the_browser_says__forgets_the_cookie(cast, client):
    client.force_login(cast.social.staff)
    save(client, language="en")
    assert save(client, language="").cookies["language"].value == ""
    assert "My details" in client.get(PROFILE, headers={"accept-language": "en"}).content.decode()
    assert "Meine Angaben" in client.get(PROFILE, headers={"accept-language": "de"}).content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Dieses Feld"),
        ({"name": "x" * 121}, "120"),
        ({"name": "a\x00b"}, "Null"),
        ({"name": "a\u202eb"}, "Steuerzeichen"),
        ({"language": "tlh"}, "tlh"),
    ],
)
def test_profile__bad_input__told(cast, client, change, sentence):
    client.force_login(cast.social.staff)
    answer = save(client, **change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert cast.social.staff.name == "Klang staff"


def test_profile__costs(cast, client, django_assert_num_queries):
    client.force_login(cast.social.staff)
    with django_assert_num_queries(3):
        client.get(PROFILE)


def test_acting__chooses_among_ones_own(cast, client):
    person = cast.social.staff
    Membership.objects.create(person=person, organisation=cast.housing.org, roles=[Role.READER])
    client.force_login(person)
    came_from = {"referer": "http://testserver/organisations/?q=bau"}
    answer = client.post(reverse("acting"), {"organisation": cast.housing.org.pk}, headers=came_from)
    assert answer["Location"] == "/organisations/?q=bau"
    assert client.get(PROFILE).wsgi_request.standing.acting == cast.housing.org


@pytest.mark.parametrize("value", ["", "quatsch", "0192f0c4-0000-7000-8000-000000000001", "other"])
def test_acting__a_strange_organisation__404(cast, client, value):
    client.force_login(cast.social.staff)
    answer = client.post(reverse("acting"), {"organisation": cast.housing.org.pk if value == "other" else value})
    assert answer.status_code == 404
    assert cast.social.staff.acting_for is None
    assert client.get(reverse("acting")).status_code == 405


@pytest.mark.parametrize("came_from", ["https://boese.example.com/", "http://testserver//boese.example.com/", ""])
def test_acting__leads_nowhere_else(cast, client, came_from):
    client.force_login(cast.social.staff)
    answer = client.post(reverse("acting"), {"organisation": cast.social.org.pk}, headers={"referer": came_from})
    assert answer["Location"] in ("/", "/boese.example.com/")


def test_second_factor__asked_for__is_said_on_the_profile_and_among_the_todos(cast, client):
    cast.social.org.requires_second_factor = True
    cast.social.org.save()
    for seat, asked in (("approver", True), ("signatory", True), ("coordinator", False)):
        person = getattr(cast.social, seat)
        client.force_login(person)
        assert ("zweiten Faktor. Bis Sie ihn" in client.get(PROFILE).content.decode()) == asked
        assert [todo.url for todo in todos_of(person)["me"] if todo.icon == "shield-lock"] == [reverse("mfa_index")] * asked


def test_profile__without_an_organisation(client, db):
    client.force_login(make_person("Allein"))
    assert "zu keiner Organisation" in client.get(PROFILE).content.decode()
