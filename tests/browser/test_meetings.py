"""A meeting from the plan to minutes that both sides released: two people, two browsers; and every page of it in every look."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from partnerships.base import clock
from partnerships.meeting import actions
from partnerships.meeting.models import Meeting
from tests.cast import make_cast
from tests.partnerships.meeting.stage import planned, written


def test_meeting__from_the_plan_to_final_minutes__by_two_people(open_page, check):
    cast = make_cast()
    mara, henrike = open_page(cast.social.coordinator), open_page(cast.housing.coordinator)

    mara.goto("/meetings/new/")
    day = clock.today() - timedelta(days=1)
    mara.get_by_label("Beginn").fill(f"{day}T10:00")
    mara.get_by_label("Ende").fill(f"{day}T11:00")
    mara.get_by_label("Ort").fill("Stadtteiltreff Lindenhof")
    mara.get_by_label("Bau coordinator").check()
    mara.get_by_role("button", name="Treffen planen").click()
    title = f"Jour fixe Nr. {day:%Y-%m}"
    assert mara.locator("h1").inner_text() == title

    henrike.goto("/meetings/?when=all")
    henrike.get_by_role("link", name=title).click()
    henrike.get_by_label("Thema").fill("Auslastung am Donnerstag")
    henrike.get_by_label("Minuten").fill("20")
    henrike.get_by_role("button", name="Thema einbringen").click()
    henrike.get_by_text("20 von 60 Minuten verplant").wait_for()
    henrike.get_by_role("button", name="Protokoll beginnen").click()

    mara.reload()
    mara.get_by_role("link", name="Protokoll schreiben").click()
    for name in ("Bau coordinator", "Klang coordinator"):
        mara.get_by_role("group", name=name).get_by_label("anwesend").check()
    henrike.get_by_label("Ergebnis: Auslastung").fill("Zwei Gruppen kommen gleichzeitig.")
    henrike.get_by_role("button", name="Speichern", exact=True).click()
    expect(henrike.locator("#saving")).to_contain_text("Gespeichert um")
    topic = mara.get_by_label("Ergebnis: Auslastung")
    expect(topic).to_have_value("Zwei Gruppen kommen gleichzeitig.")
    topic.press("End")
    topic.press("Enter")
    topic.press_sequentially("Es gibt **Doppelbelegungen**.")
    mara.get_by_role("button", name="Beschluss (Auslastung").click()
    dialog = mara.get_by_role("dialog")
    dialog.get_by_label("Was wurde beschlossen?").fill("Ab April gilt der neue Belegungsplan.")
    dialog.get_by_role("button", name="Beschluss festhalten").click()
    mara.get_by_text("Ab April gilt der neue Belegungsplan.").wait_for()
    mara.get_by_role("button", name="Aufgabe (Auslastung").click()
    dialog.get_by_label("Was ist zu tun?").fill("Plan aushängen")
    dialog.get_by_label("Wer", exact=True).select_option(label="Bau coordinator")
    dialog.get_by_label("Bis wann").fill(f"{clock.today() + timedelta(days=7)}")
    dialog.get_by_role("button", name="Aufgabe festhalten").click()
    mara.get_by_text("Plan aushängen").wait_for()
    mara.get_by_role("button", name="Speichern und durchlesen").click()
    mara.get_by_role("button", name="Zur Freigabe geben").click()
    mara.get_by_role("button", name="Protokoll freigeben").click()

    henrike.goto(f"/meetings/{Meeting.objects.get().pk}/")
    expect(henrike.locator("strong", has_text="Doppelbelegungen")).to_have_count(1)
    check(henrike)
    henrike.get_by_role("button", name="Protokoll freigeben").click()
    henrike.get_by_text("Dieses Protokoll ist endgültig.").wait_for()
    check(henrike)
    assert Meeting.objects.get().state == "released"


@pytest.mark.parametrize(("theme", "width", "language"), [("dark", 360, "en")])
def test_pages_of_meetings__with_long_words_and_nothing_found(open_page, check, theme, width, language):
    cast = make_cast()
    open_minutes, coming = written(cast), planned(cast, days=5, online_url="https://example.org/" + "a" * 90)
    actions.add_topic(coming, title="Donaudampfschifffahrtsgesellschaftskapitänsmütze " * 3, minutes=90, by=cast.social.staff)
    page = open_page(cast.social.coordinator, theme=theme, width=width, language=language)
    addresses = [
        coming.get_absolute_url(),
        f"{coming.get_absolute_url()}topics/new/",
        f"{open_minutes.get_absolute_url()}outcomes/new/?kind=idea",
        "/meetings/?q=nichts",
        "/tasks/?whose=&state=",
    ]
    for address in addresses:
        assert page.goto(address).status == 200, address
        check(page)
