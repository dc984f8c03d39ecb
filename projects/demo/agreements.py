"""Chapter three: what they have agreed in writing, and what is still on its way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from partnerships.agreement import actions, signing, talks, template
from partnerships.agreement.models import Agreement
from partnerships.agreement.wording import ClauseText, Wording
from partnerships.library import actions as library
from partnerships.paper.text import paper_of
from projects.demo import papers
from projects.demo.clauses import clauses, names, thousands
from projects.demo.promises import money, rooms, time, volunteers, within
from projects.demo.steps import agreed, fresh, released, saves, signed, speaker
from projects.demo.story import Story
from projects.demo.tables import changed, filled


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
    _own_text(story)


def _lindenhof(story: Story, first: date, last: date) -> None:
    """A-01: drafted by the association, changed by the company, signed by both."""
    partnership, before = story.partnerships["A1"], (story.today - first).days
    promised = (
        money(story, "H1", "S1", "Zuschuss Stadtteiltreff Lindenhof", 28_000, "year"),
        money(story, "H1", "S1", "Zuschuss Stadtteiltreff Sonnenhang", 24_000, "year"),
        rooms(story, "H1", "S1", "Treffpunkt Lindenhof", 120, "7.00"),
        rooms(story, "H1", "S1", "Treffpunkt Sonnenhang", 85, "6.10"),
        volunteers(story, "S1", "H1", "Ehrenamt in beiden Treffs", 50),
    )
    promises = tuple(within(promise, first, last) for promise in promised)
    with story.ago(before + 70):
        agreement = actions.create(
            partnership=partnership, kind="cooperation", title="Kooperationsvereinbarung Stadtteiltreffs", starts_on=first, ends_on=last,
            promises=promises, by=story.mara, clauses=clauses(story, "A1", "cooperation", first, last, promises),
        )  # fmt: skip
    papers.lay_ready(
        story, agreement, ago=before + 69, kind="a2", name="Grundriss Treffpunkt Lindenhof.png", content=papers.floor_plan(), by="ines"
    )
    with story.ago(before + 67):
        actions.offer(
            agreement, saves=saves(agreement), comment="Unser erster Vorschlag. Über die Beträge können wir reden.", by=story.mara
        )
    plan = tuple((f"01.{month:02}.{first.year}", "Rate Lindenhof und Sonnenhang", 27_000) for month in (2, 7))
    for kind, name, content in (
        ("a3", "Auszahlungsplan.xlsx", papers.payments(plan)),
        ("a5", "Hausordnung.pdf", papers.letter("Hausordnung der Treffpunkte", papers.RULES)),
    ):
        papers.lay_ready(story, agreement, ago=before + 53, kind=kind, name=name, content=content, by="henrike")
    with story.ago(before + 52):
        read = fresh(agreement)
        wording = Wording.of(read.current())
        better = [
            replace(promise, amount=Decimal(30_000)) if promise.title.endswith("Lindenhof") and promise.kind == "money" else promise
            for promise in wording.promises
        ]
        better.append(within(time(story, "H1", "S1", "Sprechstunde im Treff", 4), first, last))
        texts = tuple(_company_changes(clause) for clause in wording.clauses)
        actions.counter(
            agreement, edition=read.edition, wording=replace(wording, clauses=texts, promises=tuple(better)), by=story.henrike,
            comment="Für den Lindenhof geben wir 2.000 € mehr im Jahr und kommen jede Woche zu einer Sprechstunde in den Treff. "
            "Kleine Reparaturen können Sie bis 250 € selbst beauftragen.",
        )  # fmt: skip
    with story.ago(before + 50):
        talks.remark(agreement, part="rooms", text="Danke! Gilt das auch für die Abende?", by=story.ines)
    with story.ago(before + 49):
        talks.remark(agreement, part="rooms", text="Ja, bis 22 Uhr. So steht es in der Hausordnung.", by=story.henrike)
    with story.ago(before + 47):
        talks.agree(agreement, edition=fresh(agreement).edition, by=story.mara)
    released(story, agreement, before + 45, before + 42)
    signed(story, agreement, (before + 41, "joern"), (before + 30, "thilo"))
    papers.lay_ready(
        story, agreement, ago=before + 28, kind="scan", name="Unterschriebenes Original.jpg", by="henrike",
        content=papers.scan(fresh(agreement), story.joern.name, story.thilo.name), comment="Das Papier liegt bei uns im Vertragsordner.",
    )  # fmt: skip
    story.agreements["A1"] = fresh(agreement)


def _company_changes(clause: ClauseText) -> ClauseText:
    """What the company wants to have different in the tables of A-01."""
    if clause.key == "rooms":
        return replace(changed(clause, "rules", 0, small_repairs="250.00"), body=clause.body.replace("bis 100 Euro", "bis 250 Euro"))
    if clause.key == "contacts":
        more = {"topic": "Sprechstunde im Treff", "side": "housing", "person": "Nuri Çelik", "answers_within": "2"}
        return changed(clause, "contacts", len(clause.data["contacts"]), **more)
    if clause.key == "funding":
        for number, row in enumerate(clause.data["per_year"]):
            clause = changed(clause, "per_year", number, amount=str(Decimal(row["amount"]) + 2000))
        for number, row in enumerate(clause.data["instalments"]):
            clause = changed(clause, "instalments", number, amount=str(Decimal(row["amount"]) + 1000))
        total = sum(Decimal(row["amount"]) for row in clause.data["per_year"])
        body = clause.body.replace(thousands(total - 2000 * len(clause.data["per_year"])), thousands(total))
        return replace(changed(clause, "funding", 0, total=str(total)), body=body)
    return clause


def _in_force(story, key, author, signs, title, first, last, promises, kind="cooperation") -> None:
    """Talked over, released in both houses and signed in the two months before its first day."""
    ago = (story.today - first).days + 55
    with story.ago(ago):
        promised = tuple(within(promise, first, last) for promise in promises)
        agreement = actions.create(
            partnership=story.partnerships[key], kind=kind, title=title, starts_on=first, ends_on=last,
            promises=promised, by=speaker(story, author), clauses=clauses(story, key, kind, first, last, promised),
        )  # fmt: skip
        actions.offer(agreement, saves=saves(agreement), comment="So, wie wir es besprochen haben.", by=speaker(story, author))
    agreed(story, agreement, ago - 4)
    released(story, agreement, ago - 5, ago - 7)
    signed(story, agreement, (ago - 8, signs[0]), (ago - 15, signs[1]))
    with story.ago((story.today - first).days):
        signing.start_due(first)
    story.agreements[key] = fresh(agreement)


def _half_signed(story: Story, _first: date, last: date) -> None:
    """A-06: three parties; two have signed, one is missing by name."""
    start = story.year(-1)[0]
    with story.ago(34):
        promised = tuple(within(p, start, last) for p in (
            money(story, "H1", "S6", "Zuschuss Quartiersarbeit", 20_000, "year"), rooms(story, "H1", "S6", "Laden am Nordring", 95, "6.60"),
            money(story, "H3", "S6", "Sperrmüllfest", 2_500, "year"), volunteers(story, "S6", "H1", "Repair-Café", 20),
        ))  # fmt: skip
        agreement = actions.create(
            partnership=story.partnerships["A6"], kind="cooperation", title="Vereinbarung Quartiersarbeit Nordfeld", starts_on=start, ends_on=last,
            by=story.tomasz, promises=promised, clauses=clauses(story, "A6", "cooperation", start, last, promised),
        )  # fmt: skip
        actions.offer(agreement, saves=saves(agreement), comment="Zum neuen Jahr, mit beiden Unternehmen.", by=story.tomasz)
    agreed(story, agreement, 27)
    released(story, agreement, 25, 22)
    signed(story, agreement, (20, "anke"), (12, "thilo"))
    story.agreements["A6"] = fresh(agreement)


def _countered(story: Story, last: date) -> None:
    """A-03: in its third edition; it is the company's turn."""
    start = story.year(-1)[0]
    with story.ago(60):
        promised = (within(money(story, "H3", "S4", "Streitschlichtung", 12_000, "year"), start, last),)
        # still with the gaps of the template: they talk it over first
        texts = template.clauses_for(partnership=story.partnerships["A3"], kind="cooperation", head=Wording("", start, last, 6))
        agreement = actions.create(
            partnership=story.partnerships["A3"], kind="cooperation", title="Vereinbarung Streitschlichtung Bahnhofsviertel", starts_on=start, ends_on=last,
            by=story.nadia, promises=promised, clauses=filled(texts, "A3", promised, start, last, names(story, "A3")),
        )  # fmt: skip
        actions.offer(agreement, saves=saves(agreement), comment="Grundlage sind 40 Fälle im Jahr.", by=story.nadia)
    for ago, by, amount, comment in (
        (38, "vera", 7_500, "12.000 € kann die Regionalleitung nicht allein zusagen. Mit 7.500 € und dem Büro kämen wir schnell voran."),
        (11, "nadia", 9_000, "Mit 9.000 € und dem Büro schaffen wir die 40 Fälle."),
    ):
        with story.ago(ago):
            read = fresh(agreement)
            wording = Wording.of(read.current())
            promises = [replace(promise, amount=Decimal(amount)) if promise.kind == "money" else promise for promise in wording.promises]
            if len(promises) == 1:
                promises.append(within(rooms(story, "H3", "S4", "Büro am Bahnhof", 15, "8.20"), start, last))
            haggled = tuple(_haggled(clause, amount) for clause in wording.clauses)
            actions.counter(
                agreement, edition=read.edition, comment=comment, by=story.people[by],
                wording=replace(wording, clauses=haggled, promises=tuple(promises), renewal="auto", renewal_months=12),
            )  # fmt: skip
    _looked_over(story, fresh(agreement))
    story.agreements["A3"] = fresh(agreement)


def _haggled(clause: ClauseText, amount: int) -> ClauseText:
    """What each side changes in the tables of A-03."""
    if clause.key == "funding":
        for number in range(len(clause.data["instalments"])):
            clause = changed(clause, "instalments", number, amount=str(amount // 2))
        return changed(changed(clause, "per_year", 0, amount=str(amount)), "funding", 0, total=str(amount))
    if clause.key == "report" and amount == 7_500:
        return changed(clause, "proof", 0, due_rule="2_months_project", answer_weeks="6")
    if clause.key == "rooms" and amount == 7_500:
        return changed(clause, "rooms", 0, room="Büro am Bahnhof", area="15", use_type="leihe_mit_betriebskosten")
    if clause.key == "rooms":
        return changed(clause, "rooms", 0, use_type="leihe_unentgeltlich", people="4")
    return clause


def _looked_over(story: Story, agreement: Agreement) -> None:
    """The company had it read by its lawyers, and has a floor plan ready for its next proposal."""
    lines = [line.text for part in paper_of(agreement, agreement.current()).parts for line in part.lines if "{" not in line.text]
    remarks = dict(zip(lines[-2:], ("Bitte auch die Schlüssel nennen.", "Passt. Die Anlagen bitte einzeln aufzählen."), strict=True))
    papers.lay_ready(
        story, agreement, ago=6, kind="returned", name="Entwurf mit Anmerkungen.docx", by="vera", internal=True,
        content=papers.commented(agreement, by="Kanzlei Auen", remarks=remarks), comment="Zwei Anmerkungen zum Ende, sonst in Ordnung.",
    )  # fmt: skip
    papers.lay_ready(story, agreement, ago=4, kind="a2", name="Grundriss Büro am Bahnhof.png", content=papers.floor_plan(), by="vera")


def _own_text(story: Story) -> None:
    """The company keeps a grant agreement of its own, in its second edition."""
    with story.ago(210):
        own = library.copy(
            organisation=story.organisations["H1"], kind="grant", name="Förderung kleiner Vorhaben", by=story.henrike,
            note="Für Zuschüsse bis 5.000 € im Jahr. Für mehr nehmen wir das Arbeitsmuster.",
        )  # fmt: skip
    with story.ago(96):
        texts = [
            changed(clause, "proof", 0, due_rule="2_months_project", answer_weeks="4") if clause.key == "report" else clause
            for clause in own.texts()
        ]
        thanks = ClauseText(
            "Kurze Wege",
            "{A} ruft an, bevor etwas schiefgeht. {B} antwortet innerhalb von zwei Arbeitstagen. Für Änderungen bis 500 Euro genügt eine E-Mail.",
        )
        library.edit(own, edition=1, name=own.name, note=own.note, clauses=(*texts[:-2], thanks, *texts[-2:]), by=story.henrike)
