"""From the first receipt, taken with a phone, to the accepted proof of use: handed in, returned, corrected, accepted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.approval.release import Release
from partnerships.base import clock
from projects.contribution import deliveries
from projects.proof.models import Proof
from tests.browser.hands import fill
from tests.cast import make_cast
from tests.partnerships.annex.making import picture
from tests.projects.receipt import making


@pytest.fixture
def grant(transactional_db, settings, tmp_path):
    """A grant with a plan, over since yesterday, paid and confirmed."""
    settings.MEDIA_ROOT = tmp_path
    cast = make_cast()
    today = clock.today()
    grant = making.grant(cast, starts_on=today - timedelta(days=90), ends_on=today - timedelta(days=1))
    delivery = deliveries.deliver(grant, on=today - timedelta(days=80), amount=Decimal(30_000), by=cast.housing.finance)
    deliveries.confirm(delivery, edition=delivery.edition, by=cast.social.coordinator)
    grant.cast = cast
    return grant


def press(page, name: str):
    page.get_by_role("button", name=name, exact=True).click()


def entered(page, grant, check, **words) -> None:
    page.goto(reverse("receipt_create", args=[grant.pk]))
    page.locator("[name=photo]").set_input_files({"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture(size=words.pop("size"))})
    fill(page, **words)
    check(page)
    press(page, "Beleg speichern")
    page.get_by_text("Bitte schreiben Sie diese Nummer auf das Papier").first.wait_for()


def handed_in(page, approver, proof, **texts) -> None:
    page.goto(reverse("proof_edit", args=[proof.pk]))
    fill(page, **texts)
    press(page, "Speichern")
    page.get_by_text("Der Nachweis ist gespeichert").wait_for()
    page.get_by_role("link", name="Einreichen", exact=True).click()
    page.locator("[name=declared]").check()
    press(page, "In die Freigabe geben")
    page.get_by_text("Wird im Haus freigegeben").first.wait_for()
    approver.goto(Release.objects.about(proof).running().get().get_absolute_url())
    press(approver, "Freigeben")
    approver.get_by_text("Freigegeben").first.wait_for()


def concluded(page, proof, result: str, *, text: str = "", marks: str = "") -> None:
    page.goto(proof.get_absolute_url())
    press(page, "Prüfung beginnen")
    page.get_by_role("heading", name="Verwendungsnachweis prüfen").wait_for()
    if marks:
        for choice in page.locator(f"[name^=point_][value={marks}]").all():
            choice.check()
    fill(page, result=result, text=text)
    press(page, "Ergebnis senden")


def test_from_the_first_receipt_to_the_accepted_proof(open_page, grant, check):
    cast, day = grant.cast, f"{clock.today() - timedelta(days=10):%Y-%m-%d}"
    phone = open_page(cast.social.staff, width=390)
    fees, material = (str(making.line(grant, key).pk) for key in ("fees", "material"))
    entered(phone, grant, check, size=(60, 40), amount="5.200,00", day=day, payee="Ada Weber", reason="Nähkurs", line=fees)
    phone.get_by_text("mehr als erlaubt ist").wait_for()
    entered(phone, grant, check, size=(60, 41), amount="3.900,00", day=day, payee="Holzhof", reason="Material", line=material)
    check(phone)

    writer, approver, giver = open_page(cast.social.coordinator), open_page(cast.social.approver), open_page(cast.housing.finance)
    writer.goto(grant.get_absolute_url())
    writer.get_by_role("link", name="Nachweis beginnen").click()
    press(writer, "Beginnen")
    writer.get_by_role("heading", name="Verwendungsnachweis schreiben").wait_for()
    proof = Proof.objects.get()
    check(writer)
    texts = {"aims": "Nachbarn kennen sich.", "activities": "Zwölf Kurse.", "comparison": "Wie geplant.", "spending": "Honorare."}
    incomes = {f"income_{line.pk}": "1.000,00" for line in grant.plan.lines.filter(side="income", cash=True).exclude(key="partner")}
    handed_in(writer, approver, proof, **texts, **incomes)

    giver.goto(proof.get_absolute_url())
    giver.get_by_text("Nachbarn kennen sich.").wait_for()
    check(giver)
    concluded(giver, proof, "return", text="Bitte die Honorare begründen.")
    giver.get_by_text("Zur Korrektur zurückgegeben").first.wait_for()

    handed_in(writer, approver, proof, spending="Zwei Kurse kamen dazu.")
    concluded(giver, proof, "accept", marks="yes")
    giver.get_by_text("Angenommen").first.wait_for()
    check(giver)
    assert Proof.objects.get().submissions.count() == 2
