"""Chapter nine: accounts and papers, and what was granted is paid - called, checked, blocked by a missing paper, released."""

from datetime import timedelta
from decimal import Decimal

from partnerships.annex.intake import checked_file
from partnerships.base import clock, files
from projects.bank import actions as bank
from projects.certificate import actions as certificates
from projects.contribution import actions as contributions
from projects.contribution.models import Contribution
from projects.contribution.terms import Terms
from projects.demo.papers import certificate
from projects.demo.story import Story
from projects.funding import actions, schedules
from projects.funding.actions import Need
from projects.funding.models import Call
from projects.funding.presets import Line
from projects.payment import actions as payments
from projects.pot.models import Pot

# organisation, who enters it, account number of a bank that does not exist
ACCOUNTS = (("S1", "ines", 4711), ("H1", "birgit", 815))


def tell(story: Story) -> None:
    with story.ago(120):
        for key, by, number in ACCOUNTS:
            organisation = story.organisations[key]
            bank.enter(organisation, holder=organisation.name, iban=_iban(number), by=story.people[by])
        _paper(story, "exemption", "Freistellungsbescheid.png", years=4)
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


def _paper(story: Story, kind: str, name: str, *, years: int) -> None:
    path = files.new_incoming()
    path.write_bytes(certificate("Finanzamt Auenstedt", "Freistellungsbescheid", "Nachbarschaftsverein Klangraum e.V."))
    day = clock.today()
    since, until = day - timedelta(days=200), day + timedelta(days=365 * years)
    upload, by = checked_file(path, name), story.ines
    certificates.enter(story.organisations["S1"], kind=kind, issued_on=since, valid_until=until, upload=upload, by=by)


def _granted(story: Story, ago: int, title: str, amount: Decimal) -> Contribution:
    """Asked by the association, granted by one person of the company: the sum is small."""
    with story.ago(ago + 6):
        terms = Terms(kind="money", money_type="zuschuss", title=title, amount=amount, purpose="Offen für alle im Quartier.",
                      project=story.projects["P1"], starts_on=clock.today(), ends_on=clock.today() + timedelta(days=120))  # fmt: skip
        asked = contributions.ask(story.partnerships["A1"], giver=story.organisations["H1"], terms=terms, by=story.mara)
    with story.ago(ago):
        pot = Pot.objects.open().filter(organisation=story.organisations["H1"], year=clock.today().year, name__startswith="Treffs").first()
        return contributions.grant(asked, edition=asked.edition, pot=pot, by=story.henrike)


def _called(story: Story, ago: int, title: str, amount: Decimal, *, condition: str = "none", sums: bool = True) -> Call:
    granted = _granted(story, ago, title, amount)
    with story.ago(ago - 2):
        schedule = schedules.propose(granted, lines=[Line(clock.today(), amount, condition)], by=story.ines)
    with story.ago(ago - 4):
        schedule = schedules.agree(schedule, edition=schedule.edition, by=story.birgit)
    with story.ago(ago - 6):
        today = clock.today()
        need = Need(amount=amount, starts_on=today, ends_on=today + timedelta(days=40), planned=amount, note="Rechnungen liegen vor.")
        call = actions.request(schedule.instalments.get(), need=need, by=story.mara)
    with story.ago(ago - 8):
        call = actions.check_facts(call, edition=call.edition, by=story.nuri)
    if sums:
        with story.ago(ago - 10):
            call = actions.check_sums(call, edition=call.edition, by=story.birgit)
    return call
