"""The release inside each house, as both read it on the page of an agreement; and a release that is taken back."""

from datetime import date

import pytest

from partnerships.agreement import signing
from partnerships.approval import actions as approval
from partnerships.approval.keeping import StepPlan
from partnerships.approval.models import Subject
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.notice.models import Letter
from partnerships.organisation.models import Role
from partnerships.todo.registry import todos_of
from tests.partnerships.agreement.making import agreed, to_be_signed
from tests.partnerships.approval.making import board, fresh, rule

pytestmark = pytest.mark.django_db
WHY = "Aufsichtsrat, nächste Sitzung 19.11.2026, Stichtag 28.10.2026"


@pytest.fixture(autouse=True)
def _october():
    with clock.travel(clock.at(date(2026, 10, 1))):
        yield


def to_the_board(team) -> None:
    body = board(team, (date(2026, 11, 19), date(2026, 10, 28)))
    steps = (StepPlan("Fachlich geprüft", (Role.APPROVER,)), StepPlan("Aufsichtsrat", (Role.SIGNATORY,), body=body))
    rule(team, *steps, subject=Subject.AGREEMENT)


def page(client, agreement, person) -> str:
    client.force_login(fresh(person))
    return client.get(agreement.get_absolute_url()).content.decode()


@pytest.mark.parametrize("side", ["social", "housing"])
def test_page__expected_day_before_sending__then_the_steps__comments_stay_inside(client, cast, side):
    house = getattr(cast, side)
    partner = cast.other(house)
    to_the_board(house)
    agreement = agreed(cast)
    before = page(client, agreement, house.coordinator)
    assert WHY in before
    assert "noch nicht begonnen" in before
    assert WHY not in page(client, agreement, house.reader)
    signing.submit(agreement, edition=1, by=house.coordinator)
    release = Release.objects.running().get()
    approval.approve(release, by=house.approver, comment="Nur mit Bauchschmerzen")
    for person in (partner.reader, house.reader):
        read = page(client, agreement, person)
        for words in (f"Freigabe bei {house.org}", "Fachlich geprüft", "Aufsichtsrat", WHY, "freigegeben am 01.10.2026"):
            assert words in read, words
    assert "Bauchschmerzen" in page(client, agreement, house.reader)
    for secret in ("Bauchschmerzen", str(house.approver), release.get_absolute_url()):
        assert secret not in page(client, agreement, partner.coordinator), secret


@pytest.mark.parametrize("side", ["social", "housing"])
def test_todos__a_house_that_decides_is_told_of_once(cast, side):
    house = getattr(cast, side)
    agreement = agreed(cast)
    signing.submit(agreement, edition=1, by=house.coordinator)

    def asks(person) -> dict[str, list[str]]:
        return {key: [todo.ask for todo in todos] for key, todos in todos_of(fresh(person)).items() if todos and key != "coming"}

    give = "Den Text in die Freigabe Ihres Hauses geben."
    assert asks(house.approver)["me"] == ["Freigeben oder sagen, warum nicht"]
    assert asks(house.staff)["us"] == ["Freigeben: Freigabe durch eine Person (Vier-Augen-Prinzip)"]
    assert asks(cast.other(house).coordinator) == {"me": [give], "them": ["Interne Freigabe; eine Entscheidung ist zu erwarten"]}


@pytest.mark.parametrize("side", ["social", "housing"])
def test_release_taken_back__after_the_other_side_has_signed(client, cast, side):
    """Defined: nothing is signed any more until it is released anew; the signature stays, both are told; no more once all have signed."""
    house = getattr(cast, side)
    partner = cast.other(house)
    agreement = to_be_signed(cast)
    signing.sign(agreement, edition=1, by=partner.signatory)
    release = Release.objects.get(organisation=house.org)
    approval.withdraw(release, by=house.approver, reason="Die Zahlen stimmen nicht")
    agreement.refresh_from_db()
    assert (agreement.state, agreement.yeses(), agreement.waiting) == ("release", [partner.org.pk], [house.org.pk])
    with pytest.raises(Refused, match="liegt in den Häusern"):
        signing.sign(agreement, edition=1, by=house.signatory)
    told = Entry.objects.visible_to(fresh(partner.reader)).get(verb="agreement.release_taken_back")
    assert str(house.org) in told.sentence
    assert "Die Zahlen stimmen nicht" not in page(client, agreement, partner.signatory)
    letters = {letter.person: letter for letter in Letter.objects.filter(key__startswith="agreement.release_taken_back")}
    assert set(letters) == {person for team in cast.teams for person in (team.coordinator, team.approver, team.signatory)} - {
        house.approver
    }
    letter = letters[partner.coordinator]
    assert letter.subject == "Die Freigabe von „Vereinbarung Lindenhof“ wurde zurückgenommen"
    assert f"{house.org.name} hat die Freigabe von „Vereinbarung Lindenhof“ zurückgenommen." in letter.body
    assert f"Schon unterzeichnet: {partner.signatory.name} ({partner.org})." in letter.body
    assert not any("Die Zahlen stimmen nicht" in letter.body for letter in letters.values())
    signing.submit(agreement, edition=1, by=house.coordinator)
    again = approval.approve(Release.objects.running().get(), by=house.approver)
    signing.sign(agreement, edition=1, by=house.signatory)
    agreement.refresh_from_db()
    assert agreement.state == "active"
    with pytest.raises(Refused, match="ändert sich nichts mehr"):
        approval.withdraw(again, by=house.approver, reason="Doch nicht")


def test_release_taken_back__before_it_lay_there_to_be_signed__writes_no_letter(cast):
    agreement = agreed(cast)
    signing.submit(agreement, edition=1, by=cast.social.coordinator)
    approval.withdraw(Release.objects.get(), by=cast.social.coordinator, reason="Zu früh")
    assert not Letter.objects.filter(key__startswith="agreement.release_taken_back").exists()
