"""Partnerships as people see them: the story of an invitation in two browsers, and the list while one types."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from neighbourhoods.quarter import actions as quarters
from neighbourhoods.quarter.models import Figure
from partnerships.base import clock
from partnerships.partnership import actions
from tests.cast import make_cast, make_team


@pytest.fixture
def town(transactional_db):
    """A partnership with a guest invited, a quarter with figures, and another partnership that was only just founded."""
    cast = make_cast()
    guest = make_team("Faden", "social", "social", ["coordinator"])
    guest.org.name = guest.org.short_name = "Grüner Faden Gemeinschaftsgärten"
    guest.org.save()
    with clock.travel(clock.now() - timedelta(days=9)):
        actions.edit(
            cast.partnership,
            edition=1,
            title="Gute Nachbarschaft im Lindenhof",
            description="Wir wollen, dass Nachbarinnen und Nachbarn sich kennen.\n\nDafür öffnen wir Räume und begleiten Gruppen.",
            fields_of_action=["quarter", "meeting_place", "everyday"],
            by=cast.social.staff,
        )
        actions.invite(cast.partnership, organisation=guest.org, message="Wir haben einen Hof, Sie haben Ideen.", by=cast.housing.approver)
    actions.found(
        title="Streit schlichten im Nordfeld",
        description="Konflikte im Treppenhaus",
        fields_of_action=["mediation"],
        organisation=cast.housing.org,
        invited=cast.social.org,
        message="Könnten Sie uns dabei begleiten?",
        by=cast.housing.coordinator,
    )
    quarter = quarters.add(
        name="Lindenhof",
        city="Auenstedt",
        description="Zeilenbauten der Fünfzigerjahre, viel Grün, ein Stadtteiltreff.",
        streets="Lindenweg 1–48\nAm Anger",
        partnerships=[cast.partnership],
        organisation=cast.housing.org,
        by=cast.housing.staff,
    )
    rows = [
        (Figure.Key.RESIDENTS, "6400", 2025, "Melderegister", "public"),
        (Figure.Key.DWELLINGS, "3350", 2025, "Zensus", "public"),
        (Figure.Key.TURNOVER, "10.4", 2023, "Eigene Statistik", "partners"),
        (Figure.Key.TURNOVER, "9.6", 2024, "Eigene Statistik", "partners"),
        (Figure.Key.TURNOVER, "8.9", 2025, "Eigene Statistik", "partners"),
        (Figure.Key.RENT, "6.35", 2025, "Eigene Statistik", "internal"),
    ]
    for key, value, year, source, level in rows:
        quarters.add_figure(
            quarter, key=key, value=Decimal(value), reference_date=date(year, 12, 31), source=source, level=level, by=cast.housing.staff
        )
    return cast, quarter


def test_invitation__is_answered__in_the_other_side_s_browser(open_page, transactional_db, check):
    cast = make_cast()
    founder, invited = open_page(cast.social.coordinator), open_page(cast.housing.signatory)
    founder.goto("/partnerships/new/")
    founder.get_by_label("Titel").fill("Treffpunkt Auental")
    founder.get_by_label("Gemeinschaftsgarten").check()
    founder.get_by_label("Wen laden Sie ein?").select_option(label="Bau Auenstedt, Auenstedt")
    founder.get_by_label("Nachricht an die eingeladene Organisation").fill("Wir würden gern mit Ihnen gärtnern.")
    founder.get_by_role("button", name="Einladung senden").click()
    founder.get_by_text("ist am Zug").wait_for()

    invited.goto("/partnerships/")
    invited.get_by_role("link", name="Treffpunkt Auental").click()
    invited.get_by_text("Wir würden gern mit Ihnen gärtnern.").first.wait_for()
    check(invited)
    invited.get_by_role("link", name="Einladung annehmen").click()
    invited.get_by_label("Ihre Antwort").fill("Gern!")
    invited.get_by_role("button", name="Einladung annehmen").click()
    invited.get_by_text("Bau nimmt jetzt teil.").wait_for()
    invited.get_by_text("Beide Seiten nehmen teil.").wait_for()
    check(invited)

    founder.reload()
    expect(founder.get_by_text("ist am Zug")).to_have_count(0)
    founder.get_by_role("link", name="Beschreibung ändern").wait_for()


def test_list__filters__while_one_types(open_page, town):
    cast, _ = town
    page = open_page(cast.social.staff)
    page.goto("/partnerships/")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.locator("[name=q]").fill("Nordfeld")
    page.locator("[name=q]").press("Enter")
    page.locator("tbody tr").nth(1).wait_for(state="detached")
    assert "q=Nordfeld" in page.url
    expect(page.get_by_role("link", name="Streit schlichten im Nordfeld")).to_be_visible()
