"""The portal's main job from end to end, in a real Chromium, two people in two browsers, the second one from the other side.

From the sign-in with a password to a report built by a real worker: an agreement both sides sign, its promises in the ledger; money, a room
and staff time asked for and granted; minutes both release; a report as PDF.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from partnerships.agreement.models import Agreement
from partnerships.base import clock
from projects.contribution.models import Contribution
from tests.browser.hands import FILL_GAPS, fill
from tests.cast import make_cast
from tests.partnerships.export.worker import celery_worker

PASSWORD = "ein-langes-wort-fuer-alle"
YEAR = clock.today().replace(month=1, day=1)


WISHES = {
    "money": {"title": "Honorare", "money_type": "zuschuss", "money_amount": "1.200,50"},
    "rooms": {
        "title": "Gruppenraum",
        "area": "40",
        "rent": "7,50",
        "room_months": "6",
        "rent_source": "Mietspiegel",
        "rent_date": str(YEAR),
    },
    "time": {"title": "Sprechstunde", "hours": "24", "hour_rate": "52", "hour_source": "Vollkosten"},
}


def sign_in(page: Page, person) -> Page:
    """By e-mail and password, as a person does."""
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    page.goto("/")
    page.get_by_label("E-Mail").fill(person.email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.locator("h1")).to_contain_text(person.name)
    return page


@pytest.fixture
def exports(settings, tmp_path) -> Path:
    settings.EXPORT_DIR = tmp_path / "data" / "exports"
    return tmp_path / "data"


@pytest.mark.slow
def test_from_sign_in_to_an_exported_report(open_page, check, exports):
    cast = make_cast()
    end = YEAR.replace(month=12, day=31)
    mara, joern = sign_in(open_page(), cast.social.coordinator), open_page(cast.social.signatory)
    thilo, henrike = open_page(cast.housing.signatory), open_page(cast.housing.approver, width=390, theme="dark")

    # an agreement, drafted by one side
    mara.goto(f"/agreements/new/?partnership={cast.partnership.pk}")
    fill(mara, title="Vereinbarung Treff", starts_on=str(YEAR), ends_on=str(end))
    mara.get_by_role("button", name="Entwurf beginnen").click()
    mara.wait_for_url(re.compile(r"/agreements/[0-9a-f-]{36}/"))
    agreement = Agreement.objects.get()
    mara.goto(f"{agreement.get_absolute_url()}edit/")
    mara.locator("button[value='promise-add']").click()
    mara.locator("#id_promise-0-title").wait_for()
    housing, social = str(cast.housing.org.pk), str(cast.social.org.pk)
    promise = {"title": "Zuschuss", "giver": housing, "receiver": social, "kind": "money", "money_type": "zuschuss", "amount": "30.000,00"}
    for name, value in (promise | {"per": "year", "starts_on": str(YEAR), "ends_on": str(end)}).items():
        fill(mara, **{f"promise-0-{name}": value})
    mara.evaluate(FILL_GAPS)
    mara.locator("button.btn-primary[value='save']").click()
    mara.wait_for_url(f"**{agreement.get_absolute_url()}")
    mara.goto(f"{agreement.get_absolute_url()}offer/")
    mara.get_by_role("button", name="Jetzt anbieten").click()
    expect(mara.get_by_text("am Zug").first).to_be_visible()
    check(mara)

    # agreed to by the other side, part by part at once; released in each house by somebody who did not write it
    bernd = open_page(cast.housing.coordinator)
    bernd.goto(agreement.get_absolute_url())
    bernd.locator("button[value='agree_all']").click()
    expect(bernd.locator("form[action$='/submit/'] button")).to_be_visible()
    check(bernd)
    for page in (thilo, joern):
        page.goto(agreement.get_absolute_url())
        page.locator("form[action$='/submit/'] button").click()
        page.wait_for_url(f"**{agreement.get_absolute_url()}")

    # signed by a signatory of each side, in two browsers
    for page in (thilo, joern):
        page.goto(f"{agreement.get_absolute_url()}sign/")
        page.locator("[name='read']").check()
        page.locator("form button.btn-primary").click()
        page.wait_for_url(f"**{agreement.get_absolute_url()}")
    agreement.refresh_from_db()
    assert agreement.state == "active"
    joern.goto(f"/partnerships/{cast.partnership.pk}/ledger/")
    expect(joern.get_by_text("30.000,00 €").first).to_be_visible()
    check(joern)

    # money, a room and staff time: asked for by one side, granted by the other
    ana = open_page(cast.social.staff)
    for kind, wish in WISHES.items():
        ana.goto(f"/contributions/new/?partnership={cast.partnership.pk}")
        ana.locator(f"[name='kind'][value='{kind}']").check()
        fill(ana, starts_on=str(YEAR), ends_on=str(end), **wish)
        ana.get_by_role("button", name="Anfrage senden").click()
        ana.wait_for_url(re.compile(r"/contributions/[0-9a-f-]{36}/"))
    for contribution in Contribution.objects.filter(state="asked"):
        henrike.goto(f"{contribution.get_absolute_url()}decide/")
        henrike.locator("[name='answer'][value='grant']").check()
        check(henrike)
        henrike.get_by_role("button", name="Entscheidung senden").click()
        henrike.wait_for_url(f"**{contribution.get_absolute_url()}**")
    assert sorted(Contribution.objects.filter(promise=None).values_list("state", flat=True)) == ["granted"] * 3

    # a meeting: planned, written, released by both
    _meeting(mara, open_page(cast.housing.coordinator), cast)

    # a report, built by a real worker
    with celery_worker(exports):
        mara.goto(f"/reports/new/?partnership={cast.partnership.pk}")
        mara.get_by_role("button", name="Bericht erstellen").click()
        mara.get_by_role("link", name="Herunterladen").wait_for(timeout=60_000)
        with mara.expect_download() as download:
            mara.get_by_role("link", name="Herunterladen").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    assert download.value.suggested_filename.endswith(".pdf")


def _meeting(mara: Page, henrike: Page, cast) -> None:
    day = clock.today() - timedelta(days=1)
    mara.goto(f"/meetings/new/?partnership={cast.partnership.pk}")
    fill(mara, starts_at=f"{day}T10:00", ends_at=f"{day}T11:00", place="Treff")
    mara.get_by_label("Bau coordinator").check()
    mara.get_by_role("button", name="Treffen planen").click()
    mara.get_by_label("Thema").fill("Auslastung")
    mara.get_by_role("button", name="Thema einbringen").click()
    mara.get_by_role("button", name="Protokoll beginnen").click()
    for name in ("Bau coordinator", "Klang coordinator"):
        mara.get_by_role("group", name=name).get_by_label("anwesend").check()
    mara.get_by_label("Ergebnis: Auslastung").fill("Der Plan gilt ab April.")
    mara.get_by_role("button", name="Speichern und durchlesen").click()
    mara.get_by_role("button", name="Zur Freigabe geben").click()
    mara.get_by_role("button", name="Protokoll freigeben").click()
    title = mara.locator("h1").inner_text()
    henrike.goto("/")  # what waits for her leads there
    henrike.get_by_role("link", name=title).first.click()
    henrike.get_by_role("button", name="Protokoll freigeben").click()
    expect(henrike.get_by_text("Dieses Protokoll ist endgültig.")).to_be_visible()
