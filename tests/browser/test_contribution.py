"""Give and take in a real Chromium: one side asks, the other decides, both read the same figures."""

import re
from decimal import Decimal

from playwright.sync_api import expect

from projects.contribution.models import Contribution
from tests.browser.hands import access_key

State = Contribution.State


def form(cast) -> str:
    return f"/contributions/new/?partnership={cast.partnership.pk}"


def test_journey__asked_calculated_granted_in_part_accepted(open_page, cast, check):
    asker = open_page(cast.social.staff)
    asker.goto(form(cast))
    asker.get_by_label("Wofür, in wenigen Worten").fill("Probenraum")
    expect(asker.get_by_label("Fläche")).to_be_hidden()
    asker.get_by_label("Räume", exact=True).check()
    asker.get_by_label("Fläche").fill("40")
    asker.get_by_label("Andere Vergleichsmiete für einen m² im Monat").fill("7,50")
    asker.get_by_label("Monate", exact=False).first.fill("6")
    asker.get_by_label("Quelle der Vergleichsmiete").fill("Mietspiegel")
    asker.get_by_text("1.800,00 €", exact=True).wait_for()
    asker.get_by_label("Stand der Vergleichsmiete").fill("2025-01-01")
    asker.get_by_label("Von", exact=True).fill("2026-01-01")
    last = asker.get_by_label("Bis", exact=True)
    with asker.expect_response(re.compile("/contributions/expected/")):  # whoever leaves a field learns when a decision is expected
        last.fill("2026-12-31")
        last.blur()
    check(asker)
    asker.get_by_role("button", name="Anfrage senden").click()
    asker.get_by_role("heading", name="Probenraum").wait_for()
    contribution = Contribution.objects.get(title="Probenraum")

    approver = open_page(cast.housing.approver)
    approver.goto("/contributions/inbox/")
    approver.get_by_role("link", name=re.compile(r"Entscheiden\s*: Probenraum")).click()
    access_key(approver, "2")  # the whole decision by the keyboard
    expect(approver.get_by_label("Zum Teil bewilligen")).to_be_checked()
    approver.get_by_label("Monate, die Sie bewilligen").fill("3")
    check(approver)
    access_key(approver, "s")
    approver.get_by_text("900,00 € bewilligt").wait_for()

    asker.reload()
    asker.get_by_role("button", name="Teil annehmen").click()
    asker.get_by_text("Die Zusage gilt ab jetzt").wait_for()
    contribution.refresh_from_db()
    assert (contribution.state, contribution.granted) == (State.GRANTED, Decimal("900.00"))


def test_form__works_without_scripts(open_page, cast):
    page = open_page(cast.social.staff, scripts=False)
    page.goto(form(cast))
    page.get_by_label("Wofür, in wenigen Worten").fill("Bänke")
    page.get_by_label("Sachen", exact=True).check()
    page.get_by_label("Marktwert").fill("1.250,50")
    page.get_by_label("Von", exact=True).fill("2026-01-01")
    page.get_by_label("Bis", exact=True).fill("2026-12-31")
    page.get_by_role("button", name="Anfrage senden").click()
    page.get_by_role("heading", name="Bänke").wait_for()
    assert Contribution.objects.get(title="Bänke").asked == Decimal("1250.50")
