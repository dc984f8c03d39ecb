"""A year of give and take in which the association gives more than it gets: seen at a glance, opened to its rows, put right by both."""

from datetime import date
from decimal import Decimal

from playwright.sync_api import expect

from partnerships.base import clock
from projects.contribution import deliveries
from tests.cast import make_cast
from tests.projects.contribution import making


def given(cast) -> None:
    """600 € one way, 96 hours at 52 € the other way, all confirmed."""
    tools = making.delivered(cast, amount=Decimal(600))
    deliveries.confirm(tools, edition=1, by=cast.social.finance)
    hours = making.granted(cast, cast.housing, making.hours(quantity=Decimal(100)))
    sent = making.delivered(cast, cast.housing, contribution=hours, quantity=Decimal(96))
    deliveries.confirm(sent, edition=1, by=cast.housing.finance)


def test_the_association_gives_more__and_a_slip_is_put_right(open_page, travel_to, check):
    travel_to(clock.at(date(2026, 6, 1), 12))
    cast = make_cast()
    given(cast)
    page = open_page(cast.housing.staff)
    page.goto(f"/partnerships/{cast.partnership.pk}/ledger/?year=2026")
    expect(page.get_by_text("Die soziale Seite hat 4.392,00 € mehr gegeben als die Wohnungsseite.")).to_be_visible()
    check(page)
    page.get_by_role("table", name="Die Wohnungsseite gibt").get_by_role("link", name="600,00 €").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bestätigt: 600,00 €")
    check(page)
    page.get_by_role("link", name="Sommerfest").click()
    page.get_by_role("link", name="Berichtigen").click()
    page.get_by_label("Betrag oder Wert").fill("560,00")
    page.get_by_label("Warum").fill("Auf der Rechnung sind 40 € Rabatt.")
    page.get_by_role("button", name="Vorschlagen").click()
    expect(page.get_by_text("Wartet auf die andere Seite")).to_be_visible()
    other = open_page(cast.social.staff, width=390, theme="dark")
    other.goto(page.url)
    check(other)
    other.get_by_role("button", name="Der Berichtigung zustimmen").click()
    expect(other.get_by_text("durch eine spätere Zeile zurückgenommen")).to_be_visible()
    other.goto(f"/partnerships/{cast.partnership.pk}/ledger/?year=2026")
    expect(other.get_by_text("Die soziale Seite hat 4.432,00 € mehr gegeben als die Wohnungsseite.")).to_be_visible()
    check(other)
    other.goto("/hours/new/?contribution=" + str(cast.partnership.contributions.get(kind="time").pk))
    check(other)
