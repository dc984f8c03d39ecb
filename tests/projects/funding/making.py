"""Payment schedules and calls for tests, made by the actions themselves; the papers a payment needs are written straight into the table."""

from datetime import date
from decimal import Decimal

from partnerships.base import clock
from projects.certificate.models import Certificate
from projects.funding import actions, leftovers, schedules
from projects.funding.actions import Need
from projects.funding.leftover import Leftover
from projects.funding.models import Call, Schedule
from projects.funding.presets import Line
from tests.projects.contribution import making

DAY = date(2026, 6, 1)


def paper(team, kind="exemption", *, until=date(2029, 12, 31)) -> Certificate:
    return Certificate.objects.create(
        organisation=team.org, kind=kind, issued_on=date(2025, 1, 1), valid_until=until, entered_by=team.people["staff"]
    )


def lines(*amounts, condition="none") -> list[Line]:
    """From January on, month by month."""
    return [Line(date(2026, number, 1), Decimal(amount), condition) for number, amount in enumerate(amounts, start=1)]


def proposed(cast, receiver=None, *, amounts=("1200.00",), condition="none", contribution=None) -> Schedule:
    """By the receiver's coordinator; 1,200 € are granted."""
    receiver = receiver or cast.social
    contribution = contribution or making.granted(cast, receiver)
    return schedules.propose(contribution, lines=lines(*amounts, condition=condition), by=receiver.coordinator)


def agreed(cast, receiver=None, **how) -> Schedule:
    receiver = receiver or cast.social
    schedule = proposed(cast, receiver, **how)
    return schedules.agree(schedule, edition=schedule.edition, by=cast.other(receiver).coordinator)


def need(amount="1200.00", **changes) -> Need:
    words = {"starts_on": DAY, "ends_on": date(2026, 7, 31), "planned": Decimal(1500), "cash": Decimal(100), "note": "Bühne"}
    return Need(amount=Decimal(amount), **words | changes)


def called(cast, receiver=None, *, number=1, amount=None, schedule=None, **how) -> Call:
    """By the receiver's staff."""
    receiver = receiver or cast.social
    schedule = schedule or agreed(cast, receiver, **how)
    instalment = schedule.instalments.get(number=number)
    return actions.request(instalment, need=need(amount or str(instalment.amount)), by=receiver.staff)


def checked(cast, receiver=None, **how) -> Call:
    """The facts by the giver's staff, the sums by its coordinator."""
    giver = cast.other(receiver or cast.social)
    call = called(cast, receiver, **how)
    call = actions.check_facts(call, edition=call.edition, by=giver.staff)
    return actions.check_sums(call, edition=call.edition, by=giver.coordinator)


def with_papers(cast) -> None:
    for team in cast.teams:
        paper(team)


def released(cast, receiver=None, **how) -> Call:
    with_papers(cast)
    call = checked(cast, receiver, **how)
    return actions.release(call, edition=call.edition, by=cast.other(receiver or cast.social).approver)


def ordered(cast, receiver=None, **how) -> Call:
    call = released(cast, receiver, **how)
    return actions.order(call, edition=call.edition, on=clock.today(), by=cast.other(receiver or cast.social).finance)


def leftover(cast, receiver=None, *, way="carry", amount="300.00", until=date(2027, 3, 31), contribution=None) -> Leftover:
    """Proposed by the receiver's coordinator."""
    receiver = receiver or cast.social
    contribution = contribution or making.granted(cast, receiver)
    words = {"way": way, "amount": Decimal(amount), "until": until, "reason": "Das Fest fiel wegen Regen aus."}
    return leftovers.propose(contribution, by=receiver.coordinator, **words)
