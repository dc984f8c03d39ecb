"""Money from the request to the payment, each chapter a function: what comes after the payment is appended below.

asked      request -> question -> answer -> grant in part -> accepted
paid       payment schedule of both sides -> call -> blocked by a missing paper -> unblocked -> file for the bank -> ordered -> received
"""

import re
from decimal import Decimal

import pytest

from partnerships.base import clock
from projects.bank import actions as bank
from projects.contribution.models import Contribution
from projects.funding.models import Call
from tests.browser.hands import fill
from tests.cast import make_cast
from tests.projects.bank.test_accounts import IBAN, OTHER
from tests.projects.certificate.test_certificates import PDF
from tests.projects.funding import making

TITLE = "Nachbarschaftscafé"


@pytest.fixture
def cast(transactional_db, settings, tmp_path):
    """Both houses with an account; the association's tax exemption is known, its insurance is not."""
    settings.MEDIA_ROOT = tmp_path
    cast = make_cast()
    for team, iban in ((cast.social, IBAN), (cast.housing, OTHER)):
        bank.enter(team.org, holder=team.org.name, iban=iban, by=team.finance)
    making.paper(cast.social, until=clock.today().replace(year=clock.today().year + 2, day=1))
    return cast


class People:
    """A browser for each person, opened when first needed."""

    def __init__(self, open_page):
        self._open, self._pages = open_page, {}

    def __call__(self, person):
        if person.pk not in self._pages:
            self._pages[person.pk] = self._open(person)
        return self._pages[person.pk]

    def at(self, person, thing):
        page = self(person)
        page.goto(thing.get_absolute_url())
        return page


def press(page, name: str):
    page.get_by_role("button", name=name, exact=True).click()


def asked(people: People, cast) -> Contribution:
    asker = people(cast.social.staff)
    asker.goto(f"/contributions/new/?partnership={cast.partnership.pk}")
    asker.get_by_label("Geld", exact=True).check()
    year = clock.today().year
    fill(asker, title=TITLE, money_amount="1.500,00", money_type="zuschuss", starts_on=f"{year}-01-01", ends_on=f"{year}-12-31")
    press(asker, "Anfrage senden")
    asker.get_by_role("heading", name=TITLE).wait_for()
    contribution = Contribution.objects.get(title=TITLE)

    approver = people(cast.housing.approver)
    for answer, text, name in (("question", "Für wie viele Menschen?", "question_text"), ("part", "1.200,00", "part_amount")):
        approver.goto(f"/contributions/{contribution.pk}/decide/")
        approver.locator(f"[name=answer][value={answer}]").check()
        fill(approver, **{name: text})
        press(approver, "Entscheidung senden")
        if answer == "question":
            approver.get_by_text("Ihre Frage ist bei Klang").wait_for()
            people.at(cast.social.staff, contribution)
            fill(asker, text="Für achtzig.")
            press(asker, "Antwort senden")
            asker.get_by_text("Ihre Antwort ist bei Bau").wait_for()
    approver.get_by_text("1.200,00 € bewilligt").wait_for()

    people.at(cast.social.staff, contribution)
    press(asker, "Teil annehmen")
    asker.get_by_text("Die Zusage gilt ab jetzt").wait_for()
    return Contribution.objects.get(pk=contribution.pk)


def scheduled(people: People, cast, contribution: Contribution) -> None:
    """One instalment, with a proof of insurance as its condition."""
    page = people.at(cast.social.coordinator, contribution)
    page.get_by_role("link", name="Auszahlungsplan vorschlagen").click()
    fill(page, condition_1="insurance")
    press(page, "Vorschlagen")
    page.get_by_text("Jetzt ist Bau gefragt").wait_for()
    page = people.at(cast.housing.coordinator, contribution)
    page.get_by_role("link", name="Vorschlag lesen").click()
    press(page, "Zustimmen")
    page.get_by_text("Der Auszahlungsplan gilt ab jetzt").wait_for()


def called(people: People, cast, contribution: Contribution, check) -> Call:
    page = people.at(cast.social.staff, contribution)
    page.get_by_role("link", name=re.compile("^Abrufen")).click()
    fill(page, planned="1.300,00", cash="100,00", note="Kaffeemaschine und Honorare")
    check(page)
    press(page, "Mittel abrufen")
    page.get_by_text("Jetzt prüft Bau").wait_for()
    return Call.objects.for_page().get(contribution=contribution)


def blocked_and_unblocked(people: People, cast, call: Call, check) -> None:
    for person, step in ((cast.housing.staff, "Sachlich richtig"), (cast.housing.coordinator, "Rechnerisch richtig")):
        press(people.at(person, call), step)
        people(person).get_by_text("Schritt für Schritt").wait_for()
    approver = people.at(cast.housing.approver, call)
    approver.get_by_role("heading", name="Was der Zahlung im Weg steht").wait_for()
    assert approver.get_by_role("button", name="Zur Zahlung freigeben").is_disabled()
    check(approver)

    page = people.at(cast.social.staff, call)
    page.get_by_role("link", name="Hier eintragen").click()
    year = clock.today().year
    fill(page, kind="insurance", issued_on=f"{year}-01-01", valid_until=f"{year + 1}-12-31")
    page.locator("[name=upload]").set_input_files({"name": "Police.pdf", "mimeType": "application/pdf", "buffer": PDF})
    press(page, "Nachweis eintragen")
    page.get_by_text("Der Nachweis ist eingetragen").wait_for()

    people.at(cast.housing.approver, call)
    assert not approver.get_by_role("heading", name="Was der Zahlung im Weg steht").is_visible()
    press(approver, "Zur Zahlung freigeben")
    approver.get_by_role("button", name="Zahlung angewiesen").wait_for()


def paid(people: People, cast, call: Call, check) -> None:
    finance = people(cast.housing.finance)
    finance.goto("/payment-files/new/")
    press(finance, "Datei erstellen")
    finance.get_by_text("Sie zahlt noch nichts").wait_for()
    check(finance)
    with finance.expect_download() as download:
        finance.get_by_role("link", name="Als SEPA-Datei laden").click()
    assert call.reference in download.value.path().read_text()

    signatory = people.at(cast.housing.signatory, call)
    signatory.get_by_role("link", name="Zahlung angewiesen").click()
    check(signatory)
    press(signatory, "Die Zahlung ist angewiesen")
    signatory.get_by_text("Jetzt bestätigt Klang den Eingang").wait_for()

    page = people.at(cast.social.finance, call)
    press(page, "Eingang bestätigen")
    page.get_by_role("heading", name=TITLE).wait_for()


def test_money__asked_granted_called_blocked_paid_received(open_page, cast, check):
    people = People(open_page)
    contribution = asked(people, cast)
    assert contribution.granted == Decimal(1200)
    scheduled(people, cast, contribution)
    call = called(people, cast, contribution, check)
    blocked_and_unblocked(people, cast, call, check)
    paid(people, cast, call, check)
    call, contribution = Call.objects.get(pk=call.pk), Contribution.objects.get(pk=contribution.pk)
    assert (call.state, contribution.state, contribution.confirmed) == (Call.State.RECEIVED, "confirmed", Decimal(1200))
