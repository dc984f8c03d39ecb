"""Chapter nine: accounts and papers, and what was granted is paid - called, checked, blocked by a missing paper, released; the last part
after the accepted proof, and in a house of two people, who share the steps as both sides agreed.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from partnerships.annex.intake import checked_file
from partnerships.base import clock, files
from projects.bank import actions as bank
from projects.certificate import actions as certificates
from projects.contribution import actions as contributions
from projects.contribution.models import Contribution
from projects.contribution.terms import Terms
from projects.demo import proofs
from projects.demo.papers import certificate
from projects.demo.story import Story
from projects.funding import actions, schedules
from projects.funding.actions import Need
from projects.funding.models import Call, Instalment, Schedule
from projects.funding.presets import AFTER, Line
from projects.payment import actions as payments
from projects.pot.booking import pots_for
from projects.proof import actions as proving
from projects.proof.models import Point
from projects.receipt import actions as receipts
from projects.receipt.actions import Entry

# organisation, who enters it, account number of a bank that does not exist
ACCOUNTS = (("S1", "ines", 4711), ("H1", "birgit", 815))
CUSHIONS = {
    "aims": "Im Sommer sitzen die Nachbarn draußen zusammen.",
    "activities": "30 Kissen und 12 Decken gekauft, dazu eine Kiste im Hof. Wer mag, nimmt sich eines.",
    "comparison": "Alles ist da und wird benutzt. Zwei Decken fehlen schon.",
    "spending": "Die Kissen sind abwaschbar, deshalb etwas teurer.",
}


def tell(story: Story) -> None:
    with story.ago(215):
        for key, by, number in ACCOUNTS:
            organisation = story.organisations[key]
            bank.enter(organisation, holder=organisation.name, iban=_iban(number), by=story.people[by])
        _exempt(story, "S1", "ines")
        _exempt(story, "S3", "lukas")
    _kept_back(story)
    _few_hands(story)
    released = _called(story, 26, "Leseecke im Treff", Decimal(480))
    with story.ago(9):
        released = actions.release(released, edition=released.edition, by=story.henrike)
    with story.ago(8):
        payments.make(story.organisations["H1"], calls=[released], day=clock.today(), by=story.birgit)
    ordered = _called(story, 32, "Stühle für den Mittagstisch", Decimal(460))
    with story.ago(20):
        ordered = actions.release(ordered, edition=ordered.edition, by=story.henrike)
    with story.ago(18):
        actions.order(ordered, edition=ordered.edition, on=clock.today(), by=story.thilo)
    _called(story, 22, "Spielstraße am Lindenhof", Decimal(500), condition="insurance")
    _called(story, 14, "Beamer für die Bewohnerabende", Decimal(420), sums=False)
    granted = _granted(story, 12, "Werkzeug für den Hof", Decimal(390))
    with story.ago(4):
        lines = [Line(story.day(-5), Decimal(351)), Line(story.day(-75), Decimal(39), "proof")]
        schedules.propose(granted, lines=lines, note="Ein Zehntel bleibt bis zum Verwendungsnachweis.", by=story.birgit)


def _iban(number: int) -> str:
    """With the right check digits, at a bank code that nobody has."""
    account = f"00000000{number:010d}"
    return f"DE{98 - int(account + '131400') % 97:02d}{account}"


def _exempt(story: Story, key: str, by: str) -> None:
    """The notice of the tax office, for four years."""
    organisation, day = story.organisations[key], clock.today()
    path = files.new_incoming()
    path.write_bytes(certificate("Finanzamt Auenstedt", "Freistellungsbescheid", organisation.name))
    certificates.enter(
        organisation, kind="exemption", issued_on=day - timedelta(days=200), valid_until=day + timedelta(days=365 * 4),
        upload=checked_file(path, "Freistellungsbescheid.png"), by=story.people[by],
    )  # fmt: skip


def _kept_back(story: Story) -> None:
    """A tenth is paid when the proof of use is accepted."""
    granted = _granted(story, 200, "Sitzkissen und Decken für den Hof", Decimal(400))
    lines = [Line(story.day(197), Decimal(360)), Line(granted.ends_on + AFTER, Decimal(40), "proof")]
    schedule = _agreed(story, granted, 198, lines, "ines", "birgit", note="Ein Zehntel bleibt bis zum Verwendungsnachweis.")
    first, last = schedule.instalments.order_by("number")
    _paid(story, first, 194, "mara", ("nuri", "birgit", "henrike", "thilo", "ines"))
    for number, (ago, amount, what) in enumerate(((170, 290, "Sitzkissen"), (120, 110, "Decken")), start=1):
        with story.ago(ago, 17):
            entry = Entry(
                amount=Decimal(amount), day=clock.today(), payee="Möbelladen am Markt", reason=what, reference=f"M-{number}",
                project=granted.project,
            )  # fmt: skip
            receipts.enter(granted, entry=entry, by=story.ines)
    proof = proofs.handed_in(story, granted, "mara", "joern", texts=CUSHIONS, others={})
    with story.ago(36):
        proof = proving.take_up(proof, by=story.birgit)
        proving.accept(proof, edition=proof.edition, marks=dict.fromkeys(Point.values, "yes"), by=story.birgit)
    _paid(story, last, 33, "mara", ("nuri", "birgit", "henrike", "thilo", "ines"))


def _few_hands(story: Story) -> None:
    """Two people are the whole house: both sides agreed that one of them checks and orders, the other one releases."""
    granted = Contribution.objects.select_related("partnership").get(title="Bänke vor dem Wohncafé")
    note = "Bei Eigenhaus zahlen zwei Menschen: Ralf Etzel prüft und weist an, Pia Krumm gibt frei."
    lines = [Line(story.day(40), granted.granted)]
    schedule = _agreed(story, granted, 46, lines, "ralf", "lukas", note=note, few_hands=True)
    _paid(story, schedule.instalments.get(), 36, "lukas", ("ralf", "ralf", "pia", "ralf", "gerda"))


def _agreed(story: Story, granted: Contribution, ago: int, lines: Sequence[Line], by: str, other: str, **words) -> Schedule:
    with story.ago(ago):
        schedule = schedules.propose(granted, lines=lines, by=story.people[by], **words)
    with story.ago(ago - 2):
        return schedules.agree(schedule, edition=schedule.edition, by=story.people[other])


def _requested(story: Story, instalment: Instalment, ago: int, by: str) -> Call:
    with story.ago(ago):
        today, amount = clock.today(), instalment.amount
        need = Need(amount=amount, starts_on=today, ends_on=today + timedelta(days=40), planned=amount, note="Rechnungen liegen vor.")
        return actions.request(instalment, need=need, by=story.people[by])


def _paid(story: Story, instalment: Instalment, ago: int, by: str, hands: Sequence[str]) -> None:
    """Called, checked, released, ordered, received; `hands` in this order."""
    call = _requested(story, instalment, ago, by)
    facts, sums, releases, orders, receives = (story.people[name] for name in hands)
    for days, verb, who in ((2, actions.check_facts, facts), (3, actions.check_sums, sums), (5, actions.release, releases)):
        with story.ago(ago - days):
            call = verb(call, edition=call.edition, by=who)
    with story.ago(ago - 7):
        call = actions.order(call, edition=call.edition, on=clock.today(), by=orders)
    with story.ago(ago - 10):
        actions.receive(call, edition=call.edition, by=receives)


def _granted(story: Story, ago: int, title: str, amount: Decimal) -> Contribution:
    """Asked by the association, granted by one person of the company: the sum is small."""
    with story.ago(ago + 6):
        terms = Terms(kind="money", money_type="zuschuss", title=title, amount=amount, purpose="Offen für alle im Quartier.",
                      project=story.projects["P1"], starts_on=clock.today(), ends_on=clock.today() + timedelta(days=120))  # fmt: skip
        asked = contributions.ask(story.partnerships["A1"], giver=story.organisations["H1"], terms=terms, by=story.mara)
    with story.ago(ago):
        pot = next((pot for pot in pots_for(asked) if pot.name.startswith("Treffs")), None)
        return contributions.grant(asked, edition=asked.edition, pot=pot, by=story.henrike)


def _called(story: Story, ago: int, title: str, amount: Decimal, *, condition: str = "none", sums: bool = True) -> Call:
    granted = _granted(story, ago, title, amount)
    lines = [Line(story.moment(ago - 2).date(), amount, condition)]
    schedule = _agreed(story, granted, ago - 2, lines, "ines", "birgit")
    call = _requested(story, schedule.instalments.get(), ago - 6, "mara")
    with story.ago(ago - 8):
        call = actions.check_facts(call, edition=call.edition, by=story.nuri)
    if sums:
        with story.ago(ago - 10):
            call = actions.check_sums(call, edition=call.edition, by=story.birgit)
    return call
