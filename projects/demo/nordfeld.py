"""A year of give and take in the Nordfeld in which the association gives more than it gets; one slip is put right, hours come on sheets."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from projects.contribution import actions, deliveries
from projects.contribution.terms import Terms
from projects.demo.story import Story
from projects.hours import actions as sheets
from projects.ledger import actions as ledger

NONE = Decimal(0)


def tell(story: Story) -> None:
    _tools(story)
    _hours(story)


def _tools(story: Story) -> None:
    """The company gives tools and tents; noted was the price before the discount."""
    words: dict[str, Any] = {
        "kind": "goods",
        "title": "Werkzeug und Zelte für das Nordfeld",
        "amount": Decimal(600),
        "purpose": "Für Reparaturtage und das Nachbarschaftsfest.",
    }
    with story.ago(320):
        terms = Terms(**words, starts_on=story.day(320), ends_on=story.day(200))
        asked = actions.ask(story.partnerships["A6"], giver=story.organisations["H1"], terms=terms, by=story.tomasz)
    with story.ago(312):
        actions.grant(asked, edition=asked.edition, by=story.henrike)
    with story.ago(295):
        delivery = deliveries.deliver(asked, on=story.moment(295).date(), amount=Decimal(600), by=story.birgit)
    with story.ago(293):
        delivery = deliveries.confirm(delivery, edition=delivery.edition, by=story.anke)
    with story.ago(280):
        correction = ledger.amend(
            delivery, on=delivery.on, amount=Decimal(560), reason="Auf der Rechnung sind 40 € Rabatt.", by=story.birgit
        )
    with story.ago(278):
        ledger.agree(correction, by=story.anke)


def _hours(story: Story) -> None:
    """Volunteers welcome new neighbours and run the round of the quarter; the last weeks are on sheets, one of them is still to be sent."""
    words: dict[str, Any] = {"kind": "volunteer", "title": "Willkommen und Quartiersrunde im Nordfeld", "quantity": Decimal(420), "rate": Decimal(15), "rate_source": "Satz des Landesprogramms",
             "purpose": "Ehrenamtliche begrüßen neue Nachbarinnen und Nachbarn und leiten die Quartiersrunde."}  # fmt: skip
    with story.ago(318):
        terms = Terms(**words, starts_on=story.day(318), ends_on=story.day(-40))
        asked = actions.ask(story.partnerships["A6"], giver=story.organisations["S6"], terms=terms, by=story.nuri)
    with story.ago(314):
        actions.grant(asked, edition=asked.edition, by=story.anke)
    for ago, hours in ((230, 130), (140, 120), (60, 110)):
        with story.ago(ago):
            delivery = deliveries.deliver(asked, on=story.moment(ago).date(), quantity=Decimal(hours), by=story.tomasz)
        with story.ago(ago - 6):
            deliveries.confirm(delivery, edition=delivery.edition, by=story.henrike)
    week = [
        ("Nr. 3", [NONE, Decimal(2), NONE, Decimal("2.5"), NONE, NONE, NONE]),
        ("Nr. 8", [NONE, Decimal(2), NONE, NONE, Decimal(3), NONE, NONE]),
    ]
    for ago in (24, 10):
        with story.ago(ago):
            sheet = sheets.begin(asked, week=sheets.monday_of(story.today) - timedelta(days=ago + 4), lines=week, by=story.tomasz)
        if ago > 20:
            with story.ago(ago - 1):
                sheet = sheets.send(sheet, edition=sheet.edition, by=story.tomasz)
            with story.ago(ago - 4):
                deliveries.confirm(sheet.delivery, edition=1, by=story.henrike)
