"""One grant of money from the request to the accepted proof of use, by everybody who has a part in it; each chapter a function.

asked      request -> question -> answer -> grant in part -> accepted
paid       payment schedule of both sides -> call -> blocked by a missing paper -> unblocked -> file for the bank -> ordered -> received
proven     receipts from a phone -> proof -> released in the house -> returned -> corrected -> accepted -> final instalment
"""

import re
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from partnerships.approval.release import Release
from partnerships.base import clock
from projects.bank import actions as bank
from projects.contribution.models import Contribution
from projects.funding.models import Call
from projects.plan import actions as plans
from projects.plan.models import Line
from projects.plan.terms import PlanTerms, cost, income
from projects.proof.models import Proof
from tests.browser.hands import fill
from tests.cast import make_cast
from tests.partnerships.annex.making import picture
from tests.projects.bank.test_accounts import IBAN, OTHER
from tests.projects.certificate.test_certificates import PDF
from tests.projects.funding import making

TITLE = "Nachbarschaftscafé"
BEGIN, MIDDLE, END, AFTER = date(2026, 3, 2), date(2026, 4, 15), date(2026, 6, 30), date(2026, 7, 6)


@pytest.fixture
def cast(transactional_db, settings, tmp_path, travel_to):
    """Both houses with an account; the association's tax exemption is known, its insurance is not."""
    settings.MEDIA_ROOT = tmp_path
    travel_to(clock.at(BEGIN, 10))
    cast = make_cast()
    for team, iban in ((cast.social, IBAN), (cast.housing, OTHER)):
        bank.enter(team.org, holder=team.org.name, iban=iban, by=team.finance)
    making.paper(cast.social)
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


def step(page, name: str):
    """Press a button that the next page no longer has, and wait for that."""
    press(page, name)
    page.get_by_role("button", name=name, exact=True).wait_for(state="detached")


def asked(people: People, cast) -> Contribution:
    asker = people(cast.social.staff)
    asker.goto(f"/contributions/new/?partnership={cast.partnership.pk}")
    asker.get_by_label("Geld", exact=True).check()
    fill(asker, title=TITLE, money_amount="1.500,00", money_type="zuschuss", starts_on=str(BEGIN), ends_on=str(END))
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


def planned(cast, contribution: Contribution) -> None:
    """What is granted binds, its plan is written once: the rest comes from the association itself."""
    lines = [cost("fees", 400), cost("material", 1000), income("partner", 1200), income("own", 200)]
    plans.write(contribution, edition=contribution.edition, terms=PlanTerms(lines), by=cast.social.finance)


def scheduled(people: People, cast, contribution: Contribution) -> None:
    """The first instalment with a proof of insurance as its condition, a tenth withheld until the proof of use is accepted."""
    page = people.at(cast.social.coordinator, contribution)
    page.get_by_role("link", name="Auszahlungsplan vorschlagen").click()
    page.get_by_role("link", name="90 % sofort").click()
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
    for person, name in ((cast.housing.staff, "Sachlich richtig"), (cast.housing.coordinator, "Rechnerisch richtig")):
        step(people.at(person, call), name)
    approver = people.at(cast.housing.approver, call)
    approver.get_by_role("heading", name="Was der Zahlung im Weg steht").wait_for()
    assert approver.get_by_role("button", name="Zur Zahlung freigeben").is_disabled()
    check(approver)

    page = people.at(cast.social.staff, call)
    page.get_by_role("link", name="Hier eintragen").click()
    fill(page, kind="insurance", issued_on="2026-01-01", valid_until="2026-12-31")
    page.locator("[name=upload]").set_input_files({"name": "Police.pdf", "mimeType": "application/pdf", "buffer": PDF})
    press(page, "Nachweis eintragen")
    page.get_by_text("Der Nachweis ist eingetragen").wait_for()

    people.at(cast.housing.approver, call)
    expect(approver.get_by_role("heading", name="Was der Zahlung im Weg steht")).to_be_hidden()
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
    step(page, "Eingang bestätigen")


def spent(page, contribution: Contribution, check) -> None:
    """On the phone: one line goes beyond what the plan allows, which is said at once."""
    for number, (key, amount, payee) in enumerate((("fees", "500,00", "Ada Weber"), ("material", "880,00", "Holzhof"))):
        page.goto(f"/contributions/{contribution.pk}/receipts/new/")
        photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(60, 40 + number))}
        page.locator("[name=photo]").set_input_files(photo)
        line = Line.objects.costs().get(plan__contribution=contribution, key=key)
        fill(page, amount=amount, day=str(MIDDLE), payee=payee, reason="Café im April", line=str(line.pk))
        if not number:
            check(page)
        press(page, "Beleg speichern")
        page.get_by_text("Bitte schreiben Sie diese Nummer auf das Papier").first.wait_for()
        if not number:
            page.get_by_text("mehr als erlaubt ist").wait_for()
    page.get_by_role("link", name="Änderungsantrag").wait_for()
    check(page)


def handed_in(people: People, cast, proof: Proof, **texts) -> None:
    page = people(cast.social.coordinator)
    page.goto(f"/proofs/{proof.pk}/edit/")
    fill(page, **texts)
    press(page, "Speichern")
    page.get_by_text("Der Nachweis ist gespeichert").wait_for()
    page.get_by_role("link", name="Einreichen", exact=True).click()
    page.locator("[name=declared]").check()
    press(page, "In die Freigabe geben")
    page.get_by_text("Wird im Haus freigegeben").first.wait_for()
    approver = people.at(cast.social.approver, Release.objects.about(proof).running().get())
    press(approver, "Freigeben")
    approver.get_by_text("Freigegeben").first.wait_for()


def checked(people: People, cast, proof: Proof, result: str, *, text: str = "", marks: str = "") -> None:
    page = people.at(cast.housing.finance, proof)
    press(page, "Prüfung beginnen")
    page.get_by_role("heading", name="Verwendungsnachweis prüfen").wait_for()
    for choice in page.locator(f"[name^=point_][value={marks}]").all() if marks else ():
        choice.check()
    fill(page, result=result, text=text)
    press(page, "Ergebnis senden")


def proven(people: People, cast, contribution: Contribution, check) -> Proof:
    writer, giver = people.at(cast.social.coordinator, contribution), people(cast.housing.finance)
    writer.get_by_role("link", name="Nachweis beginnen").click()
    press(writer, "Beginnen")
    writer.get_by_role("heading", name="Verwendungsnachweis schreiben").wait_for()
    check(writer)
    proof = Proof.objects.get(contribution=contribution)
    own = Line.objects.get(plan__contribution=contribution, key="own")
    texts = {"aims": "Nachbarn kennen sich.", "activities": "Zwölf Nachmittage.", "comparison": "Wie geplant.", "spending": "Honorare."}
    handed_in(people, cast, proof, **texts | {f"income_{own.pk}": "180,00"})

    people.at(cast.housing.finance, proof)
    giver.get_by_text("Nachbarn kennen sich.").wait_for()
    check(giver)
    checked(people, cast, proof, "return", text="Bitte die Honorare begründen.")
    giver.get_by_text("Zur Korrektur zurückgegeben").first.wait_for()

    handed_in(people, cast, proof, spending="Zwei Nachmittage kamen dazu.")
    checked(people, cast, proof, "accept", marks="yes")
    giver.get_by_text("Angenommen").first.wait_for()
    check(giver)
    return proof


@pytest.mark.slow
def test_money__from_the_request_to_the_accepted_proof(open_page, travel_to, cast, check):
    people = People(open_page)
    contribution = asked(people, cast)
    assert contribution.granted == Decimal(1200)
    planned(cast, contribution)
    scheduled(people, cast, contribution)
    call = called(people, cast, contribution, check)
    blocked_and_unblocked(people, cast, call, check)
    paid(people, cast, call, check)
    call, contribution = Call.objects.get(pk=call.pk), Contribution.objects.get(pk=contribution.pk)
    assert (call.state, contribution.state, contribution.confirmed) == (Call.State.RECEIVED, "granted", Decimal(1080))

    travel_to(clock.at(MIDDLE, 18))
    spent(open_page(cast.social.staff, width=390), contribution, check)
    travel_to(clock.at(AFTER, 9))
    people = People(open_page)  # months later everybody signs in again
    proof = proven(people, cast, contribution, check)
    assert proof.submissions.count() == 2

    page = people.at(cast.social.coordinator, proof)
    page.get_by_role("link", name=re.compile("^Abrufen")).click()
    page.get_by_role("heading", name="Mittelabruf: Rate 2").wait_for()
