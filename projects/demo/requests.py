"""What else happens to requests: days for each step, a check and an assessment, conditions, a change, a draft with a file, a room by its bookings,
and a year in which the association gives more than it gets.
"""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from partnerships.annex import actions as annexes
from partnerships.annex.intake import checked_file
from partnerships.base import clock, files
from projects.change import actions as changes
from projects.condition import actions as conditions
from projects.contribution import actions, deliveries
from projects.contribution.models import Contribution
from projects.contribution.terms import Terms
from projects.demo.story import Story
from projects.draft import actions as drafts
from projects.examination import actions as examining
from projects.limit import actions as limits

DRAFT = UUID("019a0000-0000-7000-8000-00000000d4a7")


def tell(story: Story) -> None:
    with story.ago(260):
        limits.change(
            story.organisations["H1"], days={"formal": 5, "assess": 14, "decide": 21, "answer": 10, "accept": 14}, by=story.henrike
        )
        limits.change(story.organisations["S1"], days={"decide": 28, "answer": 7, "accept": 21}, by=story.mara)
    _examined(story)
    _with_conditions(story)
    _gives_more(story)
    _unsent(story)


def _ask(story: Story, partnership: str, by: str, giver: str, **terms) -> Contribution:
    return actions.ask(story.partnerships[partnership], giver=story.organisations[giver], terms=Terms(**terms), by=story.people[by])


def _examined(story: Story) -> None:
    """On their way to a decision: one is checked, one is assessed, too, and the association has checked what the company asks for."""
    for title, ago, by in (
        ("Mehr Honorare im Lindenhof", 10, "nuri"),
        ("Küche für den Treffpunkt Sonnenhang", 27, "nuri"),
        ("Willkommensrunden für neue Mieterinnen und Mieter", 5, "ines"),
    ):
        asked = Contribution.objects.get(title=title)
        with story.ago(ago):
            examination = examining.check(asked, edition=asked.edition, by=story.people[by])
        if title.startswith("Mehr"):
            with story.ago(7):
                text = "Die Wartelisten sind belegt. Bei den Personalkosten wird derselbe Betrag gespart: Die Summe bleibt."
                examining.assess(asked, seen=examination.fingerprint(), proposal="grant", text=text, by=story.birgit)


def _with_conditions(story: Story) -> None:
    """Benches in the courtyard: one condition is met, one is open, and the carpenter needs longer."""
    with story.ago(70):
        asked = _ask(story, "A2", "lukas", "H2", kind="money", money_type="zuschuss", title="Bänke vor dem Wohncafé", amount=Decimal(640),
                     purpose="Zwei Bänke mit Armlehnen, auf denen man gut aufstehen kann.", project=story.projects["P4"],
                     starts_on=clock.today(), ends_on=clock.today() + timedelta(days=110))  # fmt: skip
        _with_file(asked, "Angebot Tischlerei.txt", "Zwei Bänke aus Lärche, mit Armlehnen: 640,00 Euro", by=story.lukas)
    with story.ago(62):
        wanted = ("Den Standort mit dem Hausmeister absprechen.", "Nach dem Aufbau ein Foto für die Mitgliederzeitung schicken.")
        asked = actions.grant(asked, edition=asked.edition, conditions=wanted, by=story.pia)
    with story.ago(60):
        granted = actions.accept_part(asked, edition=asked.edition, by=story.lukas)
    with story.ago(41):
        first = conditions.fulfil(granted.conditions.first(), word="Neben dem Eingang, mit Herrn Weber angesehen.", by=story.lukas)
    with story.ago(38):
        conditions.accept(first, by=story.ralf)
    with story.ago(5):
        granted.refresh_from_db()
        longer = granted.ends_on + timedelta(days=60)
        changes.propose(
            granted, edition=granted.edition, reason="Die Tischlerei liefert zwei Monate später.", ends_on=longer, by=story.lukas
        )


def _gives_more(story: Story) -> None:
    """Last year in the gardens the volunteers gave more than came back: both read it."""
    first, last = story.year(1)
    words = {"starts_on": first, "ends_on": last, "project": story.projects["P8"]}
    since = (story.today - first).days
    with story.ago(since):
        asked = _ask(story, "A5", "vera", "S5", kind="volunteer", title="Pflege der Wege und Hecken durch Ehrenamtliche", quantity=Decimal(900),
                     rate=Decimal(15), rate_source="Satz des Landesprogramms", purpose="Jeden Monat ein Gartentag für alle.", **words)  # fmt: skip
    with story.ago(since - 8):
        granted = actions.grant(asked, edition=asked.edition, by=story.emil)
    for days in (120, 240, 350):
        on = first + timedelta(days=days)
        with story.ago((story.today - on).days):
            delivery = deliveries.deliver(granted, on=clock.today(), quantity=Decimal(300), note="Vier Gartentage", by=story.karla)
        with story.ago((story.today - on).days - 6):
            deliveries.confirm(delivery, edition=delivery.edition, by=story.oleg)


def _unsent(story: Story) -> None:
    """A draft, begun and not sent yet, with the offer that goes along."""
    typed = {"giver": str(story.organisations["H1"].pk), "kind": "money", "money_amount": "1.850,00", "money_type": "zuschuss",
             "title": "Neue Vorhänge für den Saal", "purpose": "Der Saal wird am Nachmittag zu warm."}  # fmt: skip
    with story.ago(2, 16):
        draft = drafts.save(DRAFT, partnership=story.partnerships["A1"], data=typed, edition=None, by=story.mara)
        _with_file(draft, "Angebot Raumausstatter.txt", "Sechs Bahnen, schwer entflammbar: 1.850,00 Euro", by=story.mara)


def _with_file(thing, name: str, text: str, *, by) -> None:
    path = files.new_incoming()
    path.write_text(text, encoding="utf-8")
    annexes.add(thing, kind="attachment", upload=checked_file(path, name), comment="Das günstigste von drei Angeboten", by=by)
