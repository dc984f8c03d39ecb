"""Chapter eight: what grants were spent on. Last year's proof is accepted, one is due soon, one came back because a line goes too far."""

from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from partnerships.base import clock
from projects.contribution import actions as contributions
from projects.contribution import deliveries
from projects.contribution.models import Contribution
from projects.contribution.terms import Terms
from projects.demo.story import Story
from projects.plan import actions as plans
from projects.plan.models import Line
from projects.plan.terms import PlanTerms, cost, income
from projects.proof import actions
from projects.proof.laying import lay_out
from projects.proof.models import Point, Proof
from projects.receipt import actions as receipts
from projects.receipt.actions import Entry

TREFF = {"personnel": (38_000, 36_600, "Gehälter Treffleitung"), "fees": (4_000, 5_200, "Kursleitungen"),
         "material": (3_500, 3_900, "Material und Lebensmittel"), "rooms": (4_500, 4_300, "Strom, Heizung, Reinigung"),
         "overhead": (5_000, 5_000, "Buchhaltung und Leitung")}  # fmt: skip
TREFF_INCOME = {"partner": 30_000, "municipal": 15_000, "donations": 4_000, "own": 6_000}
GARTEN = {
    "material": (2_500, 3_120, "Erde, Holz und Werkzeug"),
    "pr": (500, 180, "Plakate für das Gartenfest"),
    "fees": (500, 190, "Baumschnitt"),
}
ALLTAG = {"minijob": (14_000, 13_400, "Aufwandspauschalen"), "training": (4_500, 3_900, "Fortbildung der Begleitenden")}
TEXTS = {
    "aims": "Mehr Nachbarn kennen sich, und wer Hilfe braucht, findet sie im Haus nebenan.",
    "activities": "Der Treff war an 238 Tagen geöffnet (geplant: 240). Es gab 31 regelmäßige Angebote, davon 12 von Bewohnerinnen und Bewohnern selbst.",
    "reached": "Im Monat zählten wir durchschnittlich 610 Besuche (Ziel: 650).",
    "changed": "In der Befragung (n = 112) kannten 48 % mindestens drei Nachbarn mit Namen (Vorjahr: 41 %).",
    "comparison": "Das Ziel „650 Besuche“ haben wir knapp verfehlt, weil der Raum wegen eines Wasserschadens drei Wochen geschlossen war. "
    "Nicht gelungen ist bisher, junge Erwachsene zu erreichen.",
    "cooperation": "Die Zusammenarbeit war verlässlich; zu spät haben wir über die Kosten der Honorare gesprochen.",
    "spending": "Die wichtigste Ausgabe war Personal (36.600 €). Die Honorare lagen höher, weil zwei Kurse zusätzlich stattfanden; "
    "gespart haben wir bei Personal und Räumen.",
    "outlook": "Wir probieren einen offenen Abend für junge Erwachsene aus.",
}  # fmt: skip


def tell(story: Story) -> None:
    first, last = story.year(1)
    treff = _grant(story, "A1", "mara", "H1", "henrike", first, last, "Stadtteiltreff Lindenhof", "P1", 30_000, TREFF, TREFF_INCOME)
    _paid(story, treff, 30_000, first + timedelta(days=30), "birgit", "mara")
    _spent(story, treff, TREFF, "ines")
    proof = handed_in(story, treff, "mara", "joern", texts=TEXTS, others=TREFF_INCOME)
    with story.ago(_ago(story, last) - 60):
        proof = actions.take_up(proof, by=story.birgit)
        proof = actions.ask(
            proof, edition=proof.edition, marks={}, text="Warum sind die Honorare so viel höher als geplant?", by=story.birgit
        )
    with story.ago(_ago(story, last) - 64):
        proof = actions.answer(
            proof, text="Zwei Kurse kamen dazu, weil die Wartelisten lang waren. Personal haben wir gespart.", by=story.mara
        )
    with story.ago(_ago(story, last) - 70):
        actions.accept(proof, edition=proof.edition, marks=dict.fromkeys(Point.values, "yes"), by=story.birgit)
    _due_soon(story)
    _returned(story, first, last)


def _ago(story: Story, day: date) -> int:
    return (story.today - day).days


def _grant(story, partnership, by, giver, approver, start, end, title, project, amount, costs, others) -> Contribution:
    terms = Terms(kind="money", money_type="zuschuss", title=title, amount=Decimal(amount), purpose="Wie im Plan.", starts_on=start, ends_on=end,
                  project=story.projects[project])  # fmt: skip
    ago = _ago(story, start) + 30
    with story.ago(ago):
        asked = contributions.ask(story.partnerships[partnership], giver=story.organisations[giver], terms=terms, by=story.people[by])
        lines = [cost(key, planned) for key, (planned, _spent, _what) in costs.items()]
        lines += [income(key, amount) for key, amount in others.items()]
        plans.write(asked, edition=asked.edition, terms=PlanTerms(lines), by=story.people[by])
        asked.refresh_from_db()
    with story.ago(ago - 8):
        return contributions.grant(asked, edition=asked.edition, by=story.people[approver])


def _paid(story: Story, grant: Contribution, amount: int, on: date, by: str, confirmed_by: str) -> None:
    with story.ago(_ago(story, on), 9):
        delivery = deliveries.deliver(grant, on=clock.today(), amount=Decimal(amount), note="Überweisung", by=story.people[by])
    with story.ago(_ago(story, on) - 2, 9):
        deliveries.confirm(delivery, edition=delivery.edition, by=story.people[confirmed_by])


def _spent(story: Story, grant: Contribution, costs: dict, by: str) -> None:
    """Two receipts for each line."""
    lines = {line.key: line for line in Line.objects.costs().filter(plan__contribution=grant)}
    for place, (key, (_planned, spent, what)) in enumerate(costs.items()):
        for half, share in enumerate((Decimal("0.4"), Decimal("0.6")), start=1):
            day = grant.starts_on + timedelta(days=20 + 12 * place + half * (grant.ends_on - grant.starts_on).days // 3)
            with story.ago(_ago(story, day) - 3, 17):
                entry = Entry(amount=spent * share, day=day, payee=f"{what} GbR" if key == "fees" else what, reason=f"{what}, {half}. Halbjahr",
                              reference=f"{day:%y}-{place}{half}", line=lines[key], project=grant.project)  # fmt: skip
                receipts.enter(grant, entry=entry, by=story.people[by])


def handed_in(story: Story, grant: Contribution, by: str, released_by: str, *, texts: dict, others: dict) -> Proof:
    ago = _ago(story, grant.ends_on) - 40
    with story.ago(ago):
        proof = actions.create(grant, by=story.people[by])
        came = {str(line.pk): Decimal(others[line.key]) for line in actions.typed_lines(proof)}
        proof = actions.edit(proof, edition=proof.edition, narrative=proof.narrative | texts, income=came, by=story.people[by])
        proof = actions.give(proof, edition=proof.edition, declared=True, by=story.people[by])
    with story.ago(ago - 6):
        approval.approve(Release.objects.about(proof).running().get(), by=story.people[released_by])
    return Proof.objects.get(pk=proof.pk)


def _due_soon(story: Story) -> None:
    """In twenty days; all receipts are there, the narrative is not."""
    end = story.day(-20) - relativedelta(months=6)
    start = end - relativedelta(years=1) + timedelta(days=1)
    words = ("A1", "mara", "H1", "henrike", start, end, "Alltagsbegleitung „Eine Stunde Zeit“", "P3", 18_500)
    grant = _grant(story, *words, ALLTAG, {"partner": 18_500})
    _paid(story, grant, 18_500, start + timedelta(days=20), "birgit", "ines")
    _spent(story, grant, ALLTAG, "ines")
    with story.ago(1):
        lay_out(contributions.locked(grant))


def _returned(story: Story, first: date, last: date) -> None:
    """The material goes beyond what the plan allows."""
    start, end = first + timedelta(days=60), last - timedelta(days=60)
    grant = _grant(story, "A5", "karla", "H3", "oleg", start, end, "Beete im Auetal", "P8", 3_500, GARTEN, {"partner": 3_500})
    _paid(story, grant, 3_500, start + timedelta(days=10), "vera", "karla")
    _spent(story, grant, GARTEN, "karla")
    texts = {"aims": "35 Parzellen für alle im Quartier.", "activities": "Beete gebaut, Gartenfest gefeiert.",
             "comparison": "33 von 35 Parzellen sind vergeben.", "spending": "Holz und Erde wurden teurer."}  # fmt: skip
    proof = handed_in(story, grant, "karla", "emil", texts=texts, others={})
    with story.ago(9):
        proof = actions.take_up(proof, by=story.vera)
        text = "Beim Material sind Sie 25 % über dem Plan. Bitte erklären Sie das und prüfen Sie, ob ein Beleg in eine andere Zeile gehört."
        actions.send_back(proof, edition=proof.edition, marks={"tolerance": "no"}, text=text, by=story.vera)
