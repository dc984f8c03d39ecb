"""The text of the demo's clauses, with nothing left open."""

from datetime import date

from partnerships.agreement import template
from partnerships.agreement.wording import ClauseText, Wording

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


def clauses(partnership, kind: str, first: date, last: date) -> tuple[ClauseText, ...]:
    """The template's text without a gap: nobody signs one that has some."""
    host = partnership.parties_of("housing")[0].organisation
    several = {"social": "Seite A", "housing": "Seite B"}
    sides = {side: partnership.parties_of(side) for side in several}
    parties = " / ".join(str(found[0]) if len(found) == 1 else several[side] for side, found in sides.items())
    known = GAPS | {parties: str(host)}
    found = template.clauses_for(partnership=partnership, kind=kind, head=Wording("", first, last, 6))
    return tuple(ClauseText(title=clause.title, body=template.fill(clause.body, known), key=clause.key) for clause in found)
