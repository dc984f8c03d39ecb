"""Bad input: a sentence at the field or above the form, nothing typed lost, never a 500."""

from uuid import uuid4

import pytest

from partnerships.partnership import actions
from partnerships.partnership.models import Partnership, Party
from tests.cast import asked_at
from tests.once import post

NEW = "/partnerships/new/"


@pytest.fixture
def words(cast):
    return {
        "title": "Neue Nachbarschaft",
        "description": "Wir <b>reden</b> miteinander",
        "fields_of_action": ["garden"],
        "invited": str(cast.housing.org.pk),
        "message": "Hallo",
    }


@pytest.fixture
def address(cast):
    return f"/partnerships/{cast.partnership.pk}/"


def test_create__makes_one__even_sent_twice(client, cast, words):
    client.force_login(cast.social.coordinator)
    assert 'name="once"' in client.get(NEW).content.decode()
    token = str(uuid4())
    answers = [post(client, NEW, words | {"once": token}) for _ in range(2)]
    new = Partnership.objects.get(title="Neue Nachbarschaft")
    assert [answer.headers["Location"] for answer in answers] == [f"/partnerships/{new.pk}/"] * 2
    html = client.get(f"/partnerships/{new.pk}/").content.decode()
    assert "&lt;b&gt;reden&lt;/b&gt;" in html
    assert "Wir <b>reden</b>" not in html


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Dieses Feld ist zwingend erforderlich."),
        ("title", "x" * 161, "160"),
        ("title", "a\x00b", "Nullzeichen"),
        ("title", "a\u202eb", "unsichtbare"),
        ("description", "x" * 4001, "4000"),
        ("fields_of_action", ["nonsense"], "nonsense"),
        ("invited", "nonsense", "gültige"),
        ("invited", "01900000-0000-7000-8000-000000000000", "gültige"),
        ("message", "x" * 2001, "2000"),
    ],
)
def test_create__says_what_is_wrong__and_keeps_what_was_typed(client, cast, words, field, value, sentence):
    client.force_login(cast.social.coordinator)
    response = post(client, NEW, words | {field: value})
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert "Hallo" in html or field == "message"
    assert Partnership.objects.count() == 1


def test_create__offers__the_other_side_only(client, cast):
    client.force_login(cast.housing.coordinator)
    html = client.get(NEW).content.decode()
    assert "Klang Auenstedt" in html
    assert "Bau Auenstedt" not in html.split("<main")[1]
    assert "Stadt Auenstedt" not in html


@pytest.mark.parametrize("who", ["social.reader", "observer.reader"])
def test_create__refuses_with_a_sentence__who_may_not(client, cast, who):
    team, seat = who.split(".")
    client.force_login(getattr(getattr(cast, team), seat))
    response = client.get(NEW, headers={"referer": "http://testserver/partnerships/"}, follow=True)
    assert 'class="alert alert-danger"' in response.content.decode()
    post(client, NEW, {"title": "x"}, headers={"referer": "http://testserver/partnerships/"})
    assert Partnership.objects.count() == 1


def test_edit__a_stale_edition__keeps_the_words_and_shows_what_stands(client, cast, address):
    client.force_login(cast.social.staff)
    actions.edit(cast.partnership, edition=1, title="Schneller", description="", fields_of_action=[], by=cast.housing.staff)
    typed = {"title": "Langsamer", "description": "Mein Text", "edition": "1"}
    response = client.post(f"{address}edit/", typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Inzwischen hat jemand anderes dies geändert." in html
    assert "Langsamer" in html
    assert "Mein Text" in html
    assert "Schneller" in html
    assert 'name="edition" value="2"' in html
    assert client.post(f"{address}edit/", typed | {"edition": "2"}).status_code == 302
    assert Partnership.objects.get(pk=cast.partnership.pk).title == "Langsamer"


@pytest.mark.parametrize("edition", ["", "x", "-1", "99999999999999999999", "1e3"])
def test_edit__a_nonsense_edition__is_refused(client, cast, address, edition):
    client.force_login(cast.social.staff)
    assert client.post(f"{address}edit/", {"title": "Neu", "edition": edition}).status_code == 422
    assert Partnership.objects.get(pk=cast.partnership.pk).title == "Gute Nachbarschaft"


def test_invite__sent_twice__invites_once(client, cast, address):
    client.force_login(cast.housing.coordinator)
    words = {"organisation": str(cast.outsider.org.pk), "message": "Kommen Sie?", "once": str(uuid4())}
    for _ in range(2):
        assert client.post(f"{address}invite/", words).headers["Location"] == address
    again = post(client, f"{address}invite/", words | {"once": str(uuid4())})
    assert again.status_code == 422
    assert "Kommen Sie?" in again.content.decode()
    assert Party.objects.filter(organisation=cast.outsider.org).count() == 1


def test_answer__by_the_invited__in_the_browser(client, cast):
    new = actions.found(
        title="Neu",
        description="Was wir wollen",
        fields_of_action=[],
        organisation=cast.social.org,
        invited=cast.housing.org,
        message="Bitte kommen",
        by=cast.social.coordinator,
    )
    party = Party.objects.get(partnership=new, organisation=cast.housing.org)
    client.force_login(cast.housing.signatory)
    html = client.get(f"/partnerships/{new.pk}/").content.decode()
    assert "Bitte kommen" in html
    assert "Was wir wollen" in html
    assert f"/parties/{party.pk}/accept/" in html
    assert f"/partnerships/{new.pk}/journal/" not in html
    assert client.get(f"/partnerships/{new.pk}/journal/").status_code == 404
    assert client.post(f"/parties/{party.pk}/decline/", {"answer": ""}).status_code == 422
    assert client.post(f"/parties/{party.pk}/accept/", {"answer": "x" * 2001}).status_code == 422
    assert client.post(f"/parties/{party.pk}/accept/", {"answer": "Gern"}).status_code == 302
    assert Partnership.objects.get(pk=new.pk).state == Partnership.State.ACTIVE
    assert f"/partnerships/{new.pk}/journal/" in client.get(f"/partnerships/{new.pk}/").content.decode()


def test_decline__leads_away__from_what_one_no_longer_sees(client, cast):
    new = actions.found(
        title="Neu", description="", fields_of_action=[], organisation=cast.social.org, invited=cast.housing.org, by=cast.social.coordinator
    )
    party = Party.objects.get(partnership=new, organisation=cast.housing.org)
    client.force_login(cast.housing.coordinator)
    response = client.post(f"/parties/{party.pk}/decline/", {"answer": "Keine Zeit"}, follow=True)
    assert "Ihre Antwort wurde gesendet." in response.content.decode()
    assert client.get(f"/partnerships/{new.pk}/").status_code == 404


def test_ending__asked_and_confirmed__in_the_browser(client, cast, address):
    client.force_login(cast.housing.coordinator)
    assert client.post(f"{address}end/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}end/", {"reason": "Wir ziehen um"}).status_code == 302
    assert "Antrag zurücknehmen" in client.get(address).content.decode()
    client.force_login(cast.social.signatory)
    html = client.get(address).content.decode()
    assert "Wir ziehen um" in html
    assert "Dem Ende zustimmen" in html
    assert client.post(f"{address}end/confirm/", {"asked_at": asked_at(cast.partnership)}).status_code == 302
    html = client.get(address).content.decode()
    assert "Alles kann weiter gelesen, aber nicht mehr geändert werden." in html
    assert "Beschreibung ändern" not in html


BUTTONS = ["end/confirm/", "end/withdraw/"]
PAGES = ["", "edit/", "invite/", "end/", "end/decline/", "journal/", "quarters/"]


@pytest.mark.parametrize("path", BUTTONS)
def test_buttons__do_nothing__by_get(client, cast, address, path):
    actions.ask_ending(cast.partnership, reason="Ende", by=cast.social.coordinator)
    client.force_login(cast.housing.coordinator)
    assert client.get(address + path).status_code == 405
    assert Partnership.objects.get(pk=cast.partnership.pk).state == Partnership.State.ACTIVE


@pytest.mark.parametrize("path", [*BUTTONS, *PAGES])
def test_every_page__is_not_there__for_outsiders(client, cast, address, path):
    client.force_login(cast.outsider.coordinator)
    assert client.post(address + path, {"once": str(uuid4())}).status_code == 404
    if path in PAGES:
        assert client.get(address + path).status_code == 404


@pytest.mark.parametrize("path", ["edit/", "invite/", "end/", "end/confirm/", "end/withdraw/", "end/decline/", "quarters/"])
@pytest.mark.parametrize("who", ["social.reader", "housing.reader", "observer.reader"])
def test_readers__get_a_sentence__and_change_nothing(client, cast, address, path, who):
    team, seat = who.split(".")
    client.force_login(getattr(getattr(cast, team), seat))
    response = post(
        client,
        address + path,
        {"title": "Neu", "edition": "1", "reason": "x"},
        follow=True,
        headers={"referer": f"http://testserver{address}"},
    )
    html = response.content.decode()
    assert 'class="alert alert-danger"' in html or 'class="error-summary"' in html
    same = Partnership.objects.get(pk=cast.partnership.pk)
    assert (same.title, same.ending_asked_at, same.state) == ("Gute Nachbarschaft", None, Partnership.State.ACTIVE)
