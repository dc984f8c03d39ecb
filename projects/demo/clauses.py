"""The text of the demo's clauses, with nothing left open."""

from dataclasses import replace
from datetime import date

from partnerships.agreement import template
from partnerships.agreement.wording import ClauseText, PromiseText, Wording
from projects.demo.steps import DEPUTIES, SPEAKS
from projects.demo.story import Story
from projects.demo.tables import filled

# what the template leaves open, as these people would have filled it in; {A} of "A/B" is taken by the template's own first name
GAPS = {
    "Aufzählung": "offene Angebote, Beratung und die Begleitung der Ehrenamtlichen",
    "Betrag": "100",
    "Datum": "31. März des folgenden Jahres",
    "Stunden": "4",
    "Ort": "Auenstedt",
    "Name, Funktion": "die im Register eingetragenen Personen",
    "Name": "die im Register eingetragenen Personen",
    "Zweck in einem Satz": "gute Nachbarschaft im Quartier",
    "Beschreibung der Leistung": "die in den Zusagen genannten Angebote",
    "zurückgezahlt / mit Zustimmung ins Folgejahr übertragen": "mit Zustimmung beider Seiten ins Folgejahr übertragen",
    "monatlich": "monatlich", "halbjährlich": "halbjährlich", "5": "5", "8": "8", "12": "12", "30": "30",
}  # fmt: skip


def clauses(
    story: Story, key: str, kind: str, first: date, last: date, promises: tuple[PromiseText, ...], *, notice_months: int = 6, **term
) -> tuple[ClauseText, ...]:
    """The template's text without a gap: nobody signs one that has some."""
    partnership = story.partnerships[key]
    host = partnership.parties_of("housing")[0].organisation
    several = {"social": "Seite A", "housing": "Seite B"}
    sides = {side: partnership.parties_of(side) for side in several}
    parties = " / ".join(str(found[0]) if len(found) == 1 else several[side] for side, found in sides.items())
    known = GAPS | {parties: str(host)}
    found = template.clauses_for(partnership=partnership, kind=kind, head=Wording("", first, last, notice_months, **term))
    money = sum(promise.amount for promise in promises if promise.kind == "money") * (last.year - first.year + 1)
    grant = {"Betrag": thousands(money)}
    whole = [replace(clause, body=template.fill(clause.body, known | (grant if clause.key == "funding" else {}))) for clause in found]
    return filled(whole, key, promises, first, last, names(story, key))


def names(story: Story, key: str) -> dict[str, list[str]]:
    """Names of those who may be called, by side: those who negotiate first."""
    keys = {organisation.pk: short for short, organisation in story.organisations.items()}
    found: dict[str, list[str]] = {}
    for side in ("social", "housing"):
        house = keys[story.partnerships[key].parties_of(side)[0].organisation_id]
        found[side] = [story.people[SPEAKS[house]].name, *(story.people[each].name for each in DEPUTIES.get(house, ()))]
    return found


def thousands(amount) -> str:
    """28.000, as a contract writes it."""
    return f"{amount:,.0f}".replace(",", ".")
