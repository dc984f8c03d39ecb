"""What the giver's own rules say about a contribution: when a decision can be expected, and whether one person may decide alone.

Every grant goes through the giver's release, which keeps the rule that was in force. Where the giver has no rule of its own for
contributions, one approver decides, as ever: granted at once. Where it has one, the decision of the approver is a proposal: it counts as
the first yes if the rule gives this person a seat, and the release goes on until the last step grants it. While it runs, the partner reads
the steps and the expected day, not what is proposed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partnerships.approval import actions as approval
from partnerships.approval.house import House, rules_of, steps_of, team_today
from partnerships.approval.house_page import StepText, step_text
from partnerships.approval.ladder import Case, a_year, rung_for
from partnerships.approval.models import ApprovalRule, Subject
from partnerships.approval.release import Release
from partnerships.approval.seats import Yes, is_done, seat_of, seats_of
from partnerships.approval.watch import expect_anew, expect_by_house
from partnerships.approval.why import Expectation, in_words
from partnerships.organisation.models import Organisation
from partnerships.partnership.models import Partnership
from projects.contribution.models import Contribution
from projects.contribution.terms import months_between

SUBJECT = Subject.CONTRIBUTION
State = Contribution.State


def case_of(*, total: Decimal, starts_on, ends_on, kind: str, money_type: str = "") -> Case:
    """An amount for a term, as rules measure it."""
    months = months_between(starts_on, ends_on)
    return Case(a_year(total, months), total, months, tuple(filter(None, (str(kind), str(money_type)))))


def case_now(contribution: Contribution) -> Case:
    """Of what is proposed, or as long as nothing is, of what is asked."""
    total = contribution.asked if contribution.offered is None else contribution.offered
    names = ("starts_on", "ends_on", "kind", "money_type")
    return case_of(total=total, **{name: getattr(contribution, name) for name in names})


def expectation(giver: Organisation, case: Case) -> Expectation:
    """When the giver can decide; one query."""
    return House.of(giver, SUBJECT).expectation(SUBJECT, case)


def expect(contribution: Contribution) -> None:
    """Set when a decision on a request is expected; the caller saves Contribution.EXPECTED."""
    house = House.of(contribution.giver, SUBJECT)
    asked = {name: getattr(contribution, name) for name in ("starts_on", "ends_on", "kind", "money_type")}
    contribution.expect(house.expectation(SUBJECT, case_of(total=contribution.asked, **asked)))


def move_dates(day: date) -> None:
    """Open requests whose cut-off lies before this day without a decision: the day moves, both sides are told. The caller holds the
    transaction. Journal: release.moved.
    """
    rows = Contribution.objects.filter(
        state__in=(State.ASKED, State.QUESTION), watch_on__lt=day, partnership__state=Partnership.State.ACTIVE
    ).select_related("giver", "partnership")
    for contribution in rows.select_for_update(of=("self",)).order_by("pk"):
        expect_anew(contribution, contribution, expectation(contribution.giver, case_now(contribution)), organisation=contribution.giver)


def renew(giver: Organisation, before: House, after: House) -> None:
    """The giver has changed its dates or rules: open requests are expected anew; where the day moves by that, both sides are told."""
    waiting = Contribution.objects.filter(giver=giver, state__in=(State.ASKED, State.QUESTION)).order_by("pk")
    for contribution in waiting.select_for_update(of=("self",)).select_related("partnership"):
        case = case_now(contribution)
        days = (before.expectation(SUBJECT, case), after.expectation(SUBJECT, case))
        expect_by_house(contribution, contribution, *days, organisation=giver)


@dataclass(frozen=True)
class Ahead:
    """What follows on a grant: the rule in words, its steps, and whether this person may decide alone."""

    rule: str
    steps: list[StepText]
    alone: bool
    in_order: bool


def ahead(contribution: Contribution, person) -> Ahead:
    """What the giver's rule says about granting all of it; two queries."""
    return _ahead(contribution, person, rules_of(contribution.giver, SUBJECT), team_today(contribution.giver))


def aheads(contributions: list[Contribution], person) -> dict:
    """The same for several, by their ids; two queries for each giver."""
    houses = {row.giver_id: row.giver for row in contributions}
    known = {pk: (rules_of(giver, SUBJECT), team_today(giver)) for pk, giver in houses.items()}
    return {row.pk: _ahead(row, person, *known[row.giver_id]) for row in contributions}


def _ahead(contribution: Contribution, person, rules: list[ApprovalRule], team) -> Ahead:
    rung = rung_for(rules, case_now(contribution))
    if rung is None:
        return Ahead("", [], alone=True, in_order=True)
    steps = steps_of(rung.rule)
    seat = seat_of(person.pk, seats_of(steps[0], team, hands=contribution.hands, yeses=[])) if len(steps) == 1 else None
    alone = seat is not None and is_done(steps[0], [Yes(steps[0].pk, seat.person, seat.for_person, seat.roles)])
    return Ahead(in_words(rung.rule.limits), [step_text(step, team) for step in steps], alone, rung.rule.in_order)


def begin(contribution: Contribution, *, by) -> bool:
    """Give the decision into the giver's release; True where this person's yes is all it takes. The caller holds the row's lock.

    The release keeps the rule that was in force, also where that was the default: one approver who did not ask.
    """
    case = case_now(contribution)
    release = approval.ask(
        contribution,
        organisation=contribution.giver,
        subject=SUBJECT,
        amount_year=case.amount,
        amount_total=case.total,
        months=case.months,
        kinds=case.kinds,
        by=by,
        hands=contribution.hands,
        says_yes=True,
    )
    return release.state == Release.State.GRANTED
