"""Chapter six: what was asked for, granted, delivered and confirmed - in both directions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.valuation import Kind
from projects.contribution import actions, deliveries, release
from projects.contribution.models import Contribution
from projects.contribution.terms import Terms
from projects.demo import houses, nordfeld, proofs, requests
from projects.demo.story import Story
from projects.plan import actions as plans
from projects.plan.terms import PlanTerms, cost, income

# who notes what their house gave, who confirms what it received
NOTES = {
    "S1": "mara",
    "S2": "jonas",
    "S3": "lukas",
    "S4": "nadia",
    "S5": "karla",
    "S6": "tomasz",
    "H1": "birgit",
    "H2": "ralf",
    "H3": "vera",
}
CONFIRMS = {"S1": "ines", "S2": "selin", "S3": "gerda", "S4": "uwe", "S5": "emil", "S6": "anke", "H1": "henrike", "H2": "pia", "H3": "oleg"}

LATEST = 5  # quarters that are told one by one


def tell(story: Story) -> None:
    keys = {organisation.pk: key for key, organisation in story.organisations.items()}
    for contribution in Contribution.objects.select_related("giver", "receiver", "promise").order_by("created_at", "pk"):
        _delivered(story, contribution, keys[contribution.giver_id], keys[contribution.receiver_id])
    _planned(story)
    _long_ago(story)
    nordfeld.tell(story)
    proofs.tell(story)
    houses.tell(story)
    _asked(story)
    _by_the_rules(story)
    requests.tell(story)


def _quarters_of(contribution: Contribution, until: date) -> list[date]:
    """The first days of the quarters that have begun, as instalments are paid in advance."""
    days, day = [], contribution.starts_on
    while day <= min(until, contribution.ends_on):
        days.append(day)
        month = day.month + 3
        day = date(day.year + (month > 12), month - 12 if month > 12 else month, 1)
    return days


def _together(quarters: list[date]) -> list[list[date]]:
    """The latest each on its own, what came before them by four."""
    earlier, latest = quarters[:-LATEST], quarters[-LATEST:]
    return [earlier[first : first + 4] for first in range(0, len(earlier), 4)] + [[quarter] for quarter in latest]


def _name_of(quarter: date) -> str:
    return f"{(quarter.month + 2) // 3}. Quartal {quarter.year}"


def _delivered(story: Story, contribution: Contribution, giver: str, receiver: str) -> None:
    """Quarter by quarter, long ago year by year; the last one is not yet confirmed, and what the housing side gave first has all come."""
    whole = len(_quarters_of(contribution, contribution.ends_on))
    each: dict[str, Any] = {"quantity": Decimal(3)} if contribution.kind == Kind.ROOMS else {}
    if contribution.kind in (Kind.TIME, Kind.VOLUNTEER):
        each = {"quantity": (contribution.quantity / whole).quantize(Decimal("0.01"))}
    if contribution.kind == Kind.MONEY:
        each = {"amount": (contribution.granted / whole).quantize(Decimal("0.01"))}
    begun = _together(_quarters_of(contribution, story.today - timedelta(days=12)))
    for number, quarters in enumerate(begun, start=1):
        day = quarters[-1]
        came = day + timedelta(days=4 if contribution.kind == Kind.MONEY else 85)
        if came >= story.today:
            continue
        with story.ago((story.today - came).days, 9):
            delivery = deliveries.deliver(
                contribution,
                on=clock.today(),
                by=story.people[NOTES[giver]],
                note=" bis ".join(dict.fromkeys(_name_of(quarter) for quarter in (quarters[0], day))),
                **{name: value * len(quarters) for name, value in each.items()},
            )
        if number < len(begun) or giver != "H1":
            with story.ago(max((story.today - came).days - 5, 0), 15):
                deliveries.confirm(delivery, edition=delivery.edition, by=story.people[CONFIRMS[receiver]])


def _ask(story: Story, ago: int, partnership: str, by: str, giver: str, **terms) -> Contribution:
    with story.ago(ago):
        return actions.ask(story.partnerships[partnership], giver=story.organisations[giver], terms=Terms(**terms), by=story.people[by])


def _planned(story: Story) -> None:
    """What the neighbourhood meeting place costs, and who pays for it: a year's plan, for all years of the agreement."""
    contribution = Contribution.objects.get(
        title="Zuschuss Stadtteiltreff Lindenhof", promise__isnull=False, state__in=Contribution.PROMISED
    )
    years = contribution.granted / 30_000
    costs = (("personnel", 38_000, "Koordination und Nachbarschaftshilfe"), ("fees", 4_000, "Kurse und Dolmetschen"), ("material", 3_500, ""),
             ("rooms", 4_500, "Strom, Heizung, Reinigung"), ("overhead", 5_000, "10 % von 50.000 € im Jahr"))  # fmt: skip
    means = (("partner", 30_000, ""), ("municipal", 15_000, "Stadt Auenstedt"), ("donations", 4_000, ""), ("own", 6_000, ""),
             ("inkind_partner", 10_080, "Mietverzicht 120 m² × 7,00 € × 12"), ("inkind", 9_000, "600 Stunden im Ehrenamt × 15 €"),
             ("inkind_partner", 2_496, "48 Stunden Sozialmanagement × 52 €"))  # fmt: skip
    lines = [cost(key, amount * years, label) for key, amount, label in costs]
    lines += [income(key, amount * years, label) for key, amount, label in means]
    with story.ago(180):
        plans.write(contribution, edition=contribution.edition, terms=PlanTerms(lines), by=story.ines)


def _long_ago(story: Story) -> None:
    """All done, before this house had rules."""
    asked = _ask(story, 200, "A1", "mara", "H1", kind="money", money_type="zuschuss", title="Sommerfest im Lindenhof", amount=Decimal(1_200),
                 purpose="Bühne, Technik und Getränke ohne Alkohol. Veranstalter ist Klangraum.", project=story.projects["P1"], starts_on=story.day(200), ends_on=story.day(100))  # fmt: skip
    with story.ago(190):
        actions.grant(asked, edition=asked.edition, by=story.henrike)
    with story.ago(160):
        delivery = deliveries.deliver(asked, on=story.moment(160).date(), amount=Decimal(1_200), by=story.birgit)
    with story.ago(157):
        deliveries.confirm(delivery, edition=delivery.edition, by=story.ines)


def _asked(story: Story) -> None:
    first, last = story.year()
    soon = {"starts_on": story.today, "ends_on": max(last, story.day(-60))}
    # waits for the company's approvers
    _ask(story, 12, "A1", "ines", "H1", kind="money", money_type="zuschuss", title="Mehr Honorare im Lindenhof", amount=Decimal(1_200), project=story.projects["P1"],
         purpose="Die Kurse sind voll. Bei den Personalkosten sparen wir denselben Betrag.", starts_on=first, ends_on=last)  # fmt: skip
    _ask(story, 4, "A1", "mara", "H1", kind="rooms", title="Leerstehender Laden für die Kleiderbörse", quantity=Decimal(45), rate=Decimal("6.35"), months=Decimal(2),
         rate_source="Mietspiegel Auenstedt", rate_date=first, purpose="Zwei Monate lang jeden Samstag, offen für alle.", project=story.projects["P1"],
         starts_on=story.today, ends_on=story.day(-75))  # fmt: skip
    # the mirror: the company asks the association
    _ask(story, 6, "A1", "nuri", "S1", kind="volunteer", title="Willkommensrunden für neue Mieterinnen und Mieter", quantity=Decimal(24), rate=Decimal(15),
         rate_source="Satz des Landesprogramms", purpose="Ehrenamtliche aus dem Treff begrüßen neue Nachbarn im Haus.", project=story.projects["P1"], **soon)  # fmt: skip
    # came back with a question
    asked = _ask(story, 15, "A6", "tomasz", "H1", kind="time", title="Hausmeister beim Repair-Café", quantity=Decimal(16), rate=Decimal(42),
                 rate_source="Vollkostensatz Hausmeister", purpose="Einmal im Monat vier Stunden.", project=story.projects["P13"], **soon)  # fmt: skip
    with story.ago(9):
        actions.ask_back(
            asked, edition=asked.edition, text="An welchen Tagen wäre das? Samstags ist der Bereitschaftsdienst knapp.", by=story.henrike
        )
    # granted in part, not yet accepted
    asked = _ask(story, 30, "A8", "nadia", "H1", kind="money", money_type="zuschuss", title="Ausbildung von vier Ehrenamtlichen", amount=Decimal(3_600),
                 purpose="80 Stunden Mediation für vier Menschen aus dem Nordfeld.", project=story.projects["P6"], **soon)  # fmt: skip
    with story.ago(10):
        asked = actions.grant_part(asked, edition=asked.edition, amount=Decimal(2_700), by=story.thilo)
    with story.ago(9):
        approval.approve(Release.objects.about(asked).get(), comment="Passt in den Topf für Ausbildung.", by=story.birgit)
    # declined, with the next date
    asked = _ask(story, 48, "A5", "karla", "H3", kind="money", money_type="zuschuss", title="Neuer Geräteschuppen", amount=Decimal(2_000),
                 purpose="Der alte Schuppen ist undicht.", project=story.projects["P8"], starts_on=story.day(48), ends_on=last)  # fmt: skip
    with story.ago(29):
        actions.decline(asked, edition=asked.edition, reason="budget", next_date=story.day(-120), by=story.oleg,
                        text="Für dieses Jahr ist der Topf leer. Wir sprechen gern über das nächste Jahr.")  # fmt: skip
    # granted and delivered, a little more than promised: the receiver still has to confirm it
    asked = _ask(story, 58, "A2", "lukas", "H2", kind="goods", title="Kaffeemaschine für das Wohncafé", amount=Decimal(890), purpose="Die alte ist nach zwölf Jahren kaputt.",
                 project=story.projects["P4"], starts_on=story.day(58), ends_on=last)  # fmt: skip
    with story.ago(50):
        actions.grant(asked, edition=asked.edition, by=story.pia)
    with story.ago(16):
        deliveries.deliver(
            asked, on=story.moment(16).date(), amount=Decimal(940), note="Lieferung direkt ins Café, mit Thermoskanne", by=story.ralf, meant=["surplus:50.00"],
        )  # fmt: skip
    # thought better of it
    asked = _ask(story, 80, "A7", "jonas", "H2", kind="time", title="Hausmeister für Umzüge", quantity=Decimal(10), rate=Decimal(42), rate_source="Vollkostensatz Hausmeister",
                 purpose="Hilfe beim Tragen.", starts_on=story.day(80), ends_on=last)  # fmt: skip
    with story.ago(72):
        actions.withdraw(asked, edition=asked.edition, by=story.jonas)


def _by_the_rules(story: Story) -> None:
    """Too much for one person: one waits for the meeting of the supervisory board, for the other its cut-off has passed."""
    year = {"starts_on": story.day(-30), "ends_on": story.day(-394)}
    asked = _ask(story, 40, "A8", "nadia", "H1", kind="money", money_type="zuschuss", title="Zweite Mediatorin im Nordfeld", amount=Decimal(30_000),
                 purpose="Die Anfragen haben sich verdoppelt. Eine halbe Stelle für ein Jahr.", project=story.projects["P6"], **year)  # fmt: skip
    with story.ago(20):
        asked = actions.grant(asked, edition=asked.edition, by=story.thilo)
    with story.ago(18):
        approval.note(Release.objects.about(asked).get(), text="Vorlage ist verschickt, Tagesordnungspunkt 4.", by=story.henrike)
    _ask(story, 30, "A1", "mara", "H1", kind="money", money_type="zuschuss", title="Küche für den Treffpunkt Sonnenhang", amount=Decimal(31_000),
         purpose="Herd, Spüle und Lüftung sind 24 Jahre alt.", project=story.projects["P1"], **year)  # fmt: skip
    with story.ago(11):
        release.move_dates(clock.today())
