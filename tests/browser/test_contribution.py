"""Give and take in a real Chromium: one side asks, the other decides, both read the same figures."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.base import clock
from projects.contribution import actions, deliveries
from projects.contribution.models import Contribution
from tests.cast import make_cast
from tests.projects.contribution import making

State = Contribution.State


@pytest.fixture
def year(transactional_db):
    """A partnership with a year of give and take, this year."""
    cast = make_cast()
    start = clock.today().replace(month=1, day=1)
    term = {"starts_on": start, "ends_on": start.replace(month=12, day=31)}
    money = making.granted(cast, terms=making.money(title="Honorare für den Mittagstisch", amount=Decimal(18500), **term))
    half = deliveries.deliver(money, on=start, amount=Decimal("9250.00"), note="Erste Rate", by=cast.housing.finance)
    deliveries.confirm(half, edition=1, by=cast.social.finance)
    deliveries.deliver(money, on=clock.today(), amount=Decimal("4625.00"), note="Zweite Rate", by=cast.housing.finance)
    rooms = making.granted(cast, terms=making.rooms(**term | {"rate_date": start}))
    deliveries.deliver(rooms, on=clock.today(), quantity=Decimal(3), by=cast.social.staff)
    making.granted(cast, cast.housing, making.hours(title="Beratung im Treppenhaus", **term))
    question = making.asked(cast, terms=making.money(title="Neue Stühle", amount=Decimal(900), **term))
    question = actions.ask_back(question, edition=1, text="Wie viele Stühle sind das?", by=cast.housing.approver)
    actions.answer(question, edition=2, text="Dreißig, gebraucht.", by=cast.social.coordinator)
    declined = making.asked(cast, terms=making.money(title="Sommerfest", **term))
    actions.decline(
        declined,
        edition=1,
        reason="budget",
        text="Der Topf für dieses Jahr ist leer. Sprechen wir im August über das nächste?",
        next_date=clock.today() + timedelta(days=30),
        by=cast.housing.approver,
    )
    part = making.asked(cast, cast.housing, making.hours(title="Übersetzung in drei Sprachen", **term))
    actions.grant_part(part, edition=1, quantity=Decimal(20), text="Mehr Stunden haben wir nicht.", by=cast.social.approver)
    return cast


def addresses(cast) -> dict[str, str]:
    found = {c.title: c for c in Contribution.objects.all()}
    return {
        "list": "/contributions/",
        "inbox": "/contributions/inbox/",
        "form": f"/contributions/new/?partnership={cast.partnership.pk}",
        "decide": reverse("contribution_decide", args=[found["Neue Stühle"].pk]),
        "delivered": found["Honorare für den Mittagstisch"].get_absolute_url(),
        "declined": found["Sommerfest"].get_absolute_url(),
        "part": found["Übersetzung in drei Sprachen"].get_absolute_url(),
        "deliver": reverse("contribution_deliver", args=[found["Stadtteiltreff"].pk]),
        "edit": reverse("contribution_edit", args=[found["Neue Stühle"].pk]),
        "ledger": reverse("ledger", args=[cast.partnership.pk]),
    }


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 360)])
def test_pages__axe_finds_nothing(open_page, year, check, theme, width):
    for person, names in (
        (year.housing.approver, ["list", "inbox", "decide", "part", "ledger"]),
        (year.social.coordinator, ["form", "edit", "delivered", "declined", "deliver"]),
    ):
        page = open_page(person, theme=theme, width=width)
        for name in names:
            page.goto(addresses(year)[name])
            check(page)


def test_journey__asked_calculated_granted_in_part_accepted(open_page, year, check):
    asker = open_page(year.social.staff)
    asker.goto(addresses(year)["form"])
    asker.get_by_label("Wofür, in wenigen Worten").fill("Probenraum")
    assert not asker.get_by_label("Fläche").is_visible()
    asker.get_by_label("Räume", exact=True).check()
    asker.get_by_label("Fläche").fill("40")
    asker.get_by_label("Vergleichsmiete für einen m² im Monat").fill("7,50")
    asker.get_by_label("Monate", exact=False).first.fill("6")
    asker.get_by_label("Quelle der Vergleichsmiete").fill("Mietspiegel")
    asker.get_by_text("1.800,00 €", exact=True).wait_for()
    asker.get_by_label("Stand der Vergleichsmiete").fill("2025-01-01")
    asker.get_by_label("Von", exact=True).fill("2026-01-01")
    asker.get_by_label("Bis", exact=True).fill("2026-12-31")
    asker.wait_for_timeout(500)  # the last value is asked for …
    asker.wait_for_function("!document.querySelector('[aria-busy=true]')")  # … and calculated
    check(asker)
    asker.get_by_role("button", name="Anfrage senden").click()
    asker.get_by_role("heading", name="Probenraum").wait_for()
    contribution = Contribution.objects.get(title="Probenraum")

    approver = open_page(year.housing.approver)
    approver.goto("/contributions/inbox/")
    approver.get_by_role("link", name=re.compile(r"Entscheiden\s*: Probenraum")).click()
    approver.get_by_label("Zum Teil bewilligen").check()
    approver.get_by_label("Monate, die Sie bewilligen").fill("3")
    check(approver)
    approver.get_by_role("button", name="Entscheidung senden").click()
    approver.get_by_text("900,00 € bewilligt").wait_for()

    asker.reload()
    asker.get_by_role("button", name="Teil annehmen").click()
    asker.get_by_text("Die Zusage gilt ab jetzt").wait_for()
    contribution.refresh_from_db()
    assert (contribution.state, contribution.granted) == (State.GRANTED, Decimal("900.00"))


def test_form__works_without_scripts(open_page, year):
    page = open_page(year.social.staff, scripts=False)
    page.goto(addresses(year)["form"])
    page.get_by_label("Wofür, in wenigen Worten").fill("Bänke")
    page.get_by_label("Sachen", exact=True).check()
    page.get_by_label("Marktwert").fill("1.250,50")
    page.get_by_label("Von", exact=True).fill("2026-01-01")
    page.get_by_label("Bis", exact=True).fill("2026-12-31")
    page.get_by_role("button", name="Anfrage senden").click()
    page.get_by_role("heading", name="Bänke").wait_for()
    assert Contribution.objects.get(title="Bänke").asked == Decimal("1250.50")
