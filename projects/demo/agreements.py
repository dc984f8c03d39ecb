"""Chapter three: what they have agreed in writing, and what is still on its way."""

from datetime import date
from decimal import Decimal

from partnerships.agreement import actions, signing, talks, template
from partnerships.agreement.models import Agreement
from partnerships.agreement.wording import ClauseText, PromiseText, Wording
from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from projects.demo.story import Story

MIRROR = "Mietspiegel Auenstedt"
RATE = "Vollkostensatz Sozialmanagement"
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
# who negotiates for a house, and who releases what was negotiated
SPEAKS = {
    "S1": "mara",
    "S2": "jonas",
    "S3": "lukas",
    "S4": "nadia",
    "S5": "karla",
    "S6": "tomasz",
    "H1": "henrike",
    "H2": "ralf",
    "H3": "vera",
}
RELEASES = {"S1": "joern", "S2": "selin", "S3": "gerda", "S4": "uwe", "S5": "emil", "S6": "anke", "H1": "thilo", "H2": "pia", "H3": "oleg"}
VOLUNTEER = "Satz des Landesprogramms"


def tell(story: Story) -> None:
    first, _last = story.year(2)
    _unused, last = story.year(-1)
    _lindenhof(story, first, last)
    _in_force(story, "A2", "H2", ("pia", "gerda"), "Vereinbarung Wohncafé Mühlgraben", story.year(3)[0], story.year(0)[1], (
        money(story, "H2", "S3", "Zuschuss Wohncafé", 12_000, "year"), rooms(story, "H2", "S3", "Wohncafé Mühlgraben", 110, "6.90"),
        volunteers(story, "S3", "H2", "Gastgeberinnen im Wohncafé", 40),
    ))  # fmt: skip
    _in_force(story, "A4", "H1", ("thilo", "selin"), "Vereinbarung Betreuung Kasernenpark", story.year(2)[0], story.year(0)[1], (
        money(story, "H1", "S2", "Betreuung in der Unterkunft", 148_000, "year"), rooms(story, "H1", "S2", "Büro und Gruppenraum", 64, "7.40"),
        volunteers(story, "S2", "H1", "Sprachpatenschaften", 25),
    ))  # fmt: skip
    _in_force(story, "A5", "S5", ("emil", "oleg"), "Nutzungsvereinbarung Gemeinschaftsgarten", story.year(4)[0], story.year(0)[1], (
        money(story, "H3", "S5", "Material und Wasser", 3_500, "year"), volunteers(story, "S5", "H3", "Gartenpflege", 45),
    ), kind="use")  # fmt: skip
    _in_force(story, "A7", "H2", ("pia", "selin"), "Vereinbarung Wohnlotsen", story.year(1)[0], last, (
        money(story, "H2", "S2", "Wohnlotsinnen und Wohnlotsen", 8_000, "year"), volunteers(story, "S2", "H2", "Begleitung neuer Haushalte", 30),
    ))  # fmt: skip
    _in_force(story, "A8", "H1", ("thilo", "uwe"), "Vereinbarung Streitschlichtung Nordfeld", story.year(1)[0], last, (
        money(story, "H1", "S4", "Streitschlichtung im Treppenhaus", 15_000, "year"), time(story, "H1", "S4", "Begleitung durch das Sozialmanagement", 6),
        volunteers(story, "S4", "H1", "Ehrenamtliche Mediation", 12),
    ))  # fmt: skip
    _half_signed(story, first, last)
    _countered(story, last)


def _lindenhof(story: Story, first: date, last: date) -> None:
    """A-01: drafted by the association, changed by the company, signed by both."""
    partnership, before = story.partnerships["A1"], (story.today - first).days
    promises = (
        money(story, "H1", "S1", "Zuschuss Stadtteiltreff Lindenhof", 28_000, "year"),
        money(story, "H1", "S1", "Zuschuss Stadtteiltreff Sonnenhang", 24_000, "year"),
        rooms(story, "H1", "S1", "Treffpunkt Lindenhof", 120, "7.00"),
        rooms(story, "H1", "S1", "Treffpunkt Sonnenhang", 85, "6.10"),
        volunteers(story, "S1", "H1", "Ehrenamt in beiden Treffs", 50),
    )
    within = tuple(_within(promise, first, last) for promise in promises)
    with story.ago(before + 70):
        agreement = actions.create(
            partnership=partnership, kind="cooperation", title="Kooperationsvereinbarung Stadtteiltreffs", starts_on=first, ends_on=last,
            promises=within, by=story.mara, clauses=clauses(partnership, "cooperation", first, last),
        )  # fmt: skip
    with story.ago(before + 67):
        actions.offer(
            agreement, saves=_saves(agreement), comment="Unser erster Vorschlag. Über die Beträge können wir reden.", by=story.mara
        )
    with story.ago(before + 52):
        read = _read(agreement)
        wording = Wording.of(read.current())
        better = [
            _with(promise, amount=Decimal(30_000)) if promise.title.endswith("Lindenhof") and promise.kind == "money" else promise
            for promise in wording.promises
        ]
        better.append(_within(time(story, "H1", "S1", "Sprechstunde im Treff", 4), first, last))
        actions.counter(
            agreement, edition=read.edition, wording=Wording(wording.title, first, last, 6, wording.clauses, tuple(better)), by=story.henrike,
            comment="Für den Lindenhof geben wir 2.000 € mehr im Jahr und kommen jede Woche zu einer Sprechstunde in den Treff.",
        )  # fmt: skip
    with story.ago(before + 50):
        talks.remark(agreement, part="rooms", text="Danke! Gilt das auch für die Abende?", by=story.ines)
    with story.ago(before + 49):
        talks.remark(agreement, part="rooms", text="Ja, bis 22 Uhr. So steht es in der Hausordnung.", by=story.henrike)
    with story.ago(before + 47):
        talks.agree(agreement, edition=_read(agreement).edition, by=story.mara)
    released(story, agreement, before + 45, before + 42)
    signed(story, agreement, (before + 41, "joern"), (before + 30, "thilo"))
    story.agreements["A1"] = _read(agreement)


def _in_force(story, key, author, signs, title, first, last, promises, kind="cooperation") -> None:
    """Talked over, released in both houses and signed in the two months before its first day."""
    ago = (story.today - first).days + 55
    with story.ago(ago):
        agreement = actions.create(
            partnership=story.partnerships[key], kind=kind, title=title, starts_on=first, ends_on=last,
            promises=tuple(_within(promise, first, last) for promise in promises), by=speaker(story, author),
            clauses=clauses(story.partnerships[key], kind, first, last),
        )  # fmt: skip
        actions.offer(agreement, saves=_saves(agreement), comment="So, wie wir es besprochen haben.", by=speaker(story, author))
    agreed(story, agreement, ago - 4)
    released(story, agreement, ago - 5, ago - 7)
    signed(story, agreement, (ago - 8, signs[0]), (ago - 15, signs[1]))
    with story.ago((story.today - first).days):
        signing.start_due(first)
    story.agreements[key] = _read(agreement)


def speaker(story: Story, house: str):
    return story.people[SPEAKS[house]]


def _houses(story: Story, agreement: Agreement) -> list[str]:
    keys = {organisation.pk: key for key, organisation in story.organisations.items()}
    return [keys[party.organisation_id] for party in agreement.partnership.binding_parties()]


def agreed(story: Story, agreement: Agreement, ago: int) -> None:
    """All who did not write it agree to all of it."""
    read = _read(agreement)
    for house in _houses(story, read):
        if story.organisations[house] != read.owner:
            with story.ago(ago):
                talks.agree(agreement, edition=read.edition, by=speaker(story, house))


def released(story: Story, agreement: Agreement, *ago: int, houses: tuple[str, ...] = ()) -> None:
    """Each house, or these, releases it, one after the other."""
    read = _read(agreement)
    for house, days in zip(houses or _houses(story, read), [*ago, ago[-1]], strict=False):
        with story.ago(days):
            signing.submit(agreement, edition=read.edition, by=speaker(story, house))
            approval.approve(_running(story, agreement, house), by=story.people[RELEASES[house]])


def _running(story: Story, agreement: Agreement, house: str) -> Release:
    return Release.objects.running().get(subject_id=agreement.pk, organisation=story.organisations[house])


def signed(story: Story, agreement: Agreement, *names: tuple[int, str]) -> None:
    for ago, name in names:
        with story.ago(ago, 14):
            signing.sign(agreement, edition=_read(agreement).edition, by=story.people[name])


def _half_signed(story: Story, _first: date, last: date) -> None:
    """A-06: three parties; two have signed, one is missing by name."""
    start = story.year(-1)[0]
    with story.ago(34):
        agreement = actions.create(
            partnership=story.partnerships["A6"], kind="cooperation", title="Vereinbarung Quartiersarbeit Nordfeld", starts_on=start, ends_on=last, by=story.tomasz, clauses=clauses(story.partnerships["A6"], "cooperation", start, last),
            promises=tuple(_within(p, start, last) for p in (
                money(story, "H1", "S6", "Zuschuss Quartiersarbeit", 20_000, "year"), rooms(story, "H1", "S6", "Laden am Nordring", 95, "6.60"),
                money(story, "H3", "S6", "Sperrmüllfest", 2_500, "year"), volunteers(story, "S6", "H1", "Repair-Café", 20),
            )),
        )  # fmt: skip
        actions.offer(agreement, saves=_saves(agreement), comment="Zum neuen Jahr, mit beiden Unternehmen.", by=story.tomasz)
    agreed(story, agreement, 27)
    released(story, agreement, 25, 22)
    signed(story, agreement, (20, "anke"), (12, "thilo"))
    story.agreements["A6"] = _read(agreement)


def _countered(story: Story, last: date) -> None:
    """A-03: in its third edition; it is the company's turn."""
    start = story.year(-1)[0]
    with story.ago(60):
        agreement = actions.create(
            partnership=story.partnerships["A3"], kind="cooperation", title="Vereinbarung Streitschlichtung Bahnhofsviertel", starts_on=start, ends_on=last,
            promises=(_within(money(story, "H3", "S4", "Streitschlichtung", 12_000, "year"), start, last),), by=story.nadia,
        )  # fmt: skip
        actions.offer(agreement, saves=_saves(agreement), comment="Grundlage sind 40 Fälle im Jahr.", by=story.nadia)
    for ago, by, amount, comment in (
        (38, "vera", 7_500, "12.000 € kann die Regionalleitung nicht allein zusagen. Mit 7.500 € und dem Büro kämen wir schnell voran."),
        (11, "nadia", 9_000, "Mit 9.000 € und dem Büro schaffen wir die 40 Fälle."),
    ):
        with story.ago(ago):
            read = _read(agreement)
            wording = Wording.of(read.current())
            promises = [_with(promise, amount=Decimal(amount)) if promise.kind == "money" else promise for promise in wording.promises]
            if len(promises) == 1:
                promises.append(_within(rooms(story, "H3", "S4", "Büro am Bahnhof", 15, "8.20"), start, last))
            actions.counter(
                agreement, edition=read.edition, comment=comment, by=story.people[by],
                wording=Wording(wording.title, start, last, 6, wording.clauses, tuple(promises)),
            )  # fmt: skip
    story.agreements["A3"] = _read(agreement)


def clauses(partnership, kind: str, first: date, last: date) -> tuple[ClauseText, ...]:
    """The template's text without a gap: nobody signs one that has some."""
    host = partnership.parties_of("housing")[0].organisation
    several = {"social": "Seite A", "housing": "Seite B"}
    sides = {side: partnership.parties_of(side) for side in several}
    parties = " / ".join(str(found[0]) if len(found) == 1 else several[side] for side, found in sides.items())
    known = GAPS | {parties: str(host)}
    found = template.clauses_for(partnership=partnership, kind=kind, head=Wording("", first, last, 6))
    return tuple(ClauseText(title=clause.title, body=template.fill(clause.body, known), key=clause.key) for clause in found)


def _read(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_related("partnership").get(pk=agreement.pk)


def _saves(agreement: Agreement) -> int:
    return _read(agreement).current().saves


def _with(promise: PromiseText, **changes) -> PromiseText:
    return PromiseText(**{**vars(promise), **changes})


def _within(promise: PromiseText, first: date, last: date) -> PromiseText:
    return _with(promise, starts_on=first, ends_on=last)


def money(story, giver, receiver, title, amount, per) -> PromiseText:
    return _promise(story, giver, receiver, "money", title, amount=Decimal(amount), money_type="zuschuss", per=per)


def rooms(story, giver, receiver, title, area, rent) -> PromiseText:
    return _promise(
        story,
        giver,
        receiver,
        "rooms",
        title,
        quantity=Decimal(area),
        rate=Decimal(rent),
        rate_source=f"{MIRROR} {story.year(2)[0].year}",
        per="month",
    )


def time(story, giver, receiver, title, hours) -> PromiseText:
    return _promise(story, giver, receiver, "time", title, quantity=Decimal(hours), rate=Decimal(52), rate_source=RATE, per="month")


def volunteers(story, giver, receiver, title, hours) -> PromiseText:
    return _promise(
        story, giver, receiver, "volunteer", title, quantity=Decimal(hours), rate=Decimal(15), rate_source=VOLUNTEER, per="month"
    )


def _promise(story, giver, receiver, kind, title, **terms) -> PromiseText:
    return PromiseText(
        giver=story.organisations[giver],
        receiver=story.organisations[receiver],
        kind=kind,
        title=title,
        starts_on=story.today,
        ends_on=story.today,
        **terms,
    )
