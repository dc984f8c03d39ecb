"""Rules and releases for tests, made by the actions themselves. The thing that is released is a goal: nobody else releases goals."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from partnerships.approval import actions, keeping
from partnerships.approval.keeping import RulePlan, StepPlan
from partnerships.approval.models import Subject
from partnerships.approval.registry import may_take_back, on_decided
from partnerships.approval.release import Release
from partnerships.base.verdict import YES, no
from partnerships.organisation.models import Role
from partnerships.person.models import Person
from projects.goal.models import Goal
from tests.cast import Team, make_person

DECIDED: list[tuple] = []


@on_decided(Goal)
def _decided(release: Release, by) -> None:
    DECIDED.append((release.pk, release.state))


@may_take_back(Goal)
def _may_take_back(release: Release, by):
    """A goal that is released may be taken back as long as nobody has confirmed it."""
    return YES if Goal.objects.get(pk=release.subject_id).state == Goal.State.PROPOSED else no("Das Ziel gilt schon.")


def goal(cast, team: Team) -> Goal:
    return Goal.objects.create(partnership=cast.partnership, wording="Mehr Nachbarn.", organisation=team.org, created_by=team.coordinator)


def plan(*steps: StepPlan, amount=None, months=None, total=None, subject=Subject.CONTRIBUTION, **more) -> RulePlan:
    return RulePlan(
        subject,
        steps or (StepPlan("Freigabe", (Role.APPROVER,)),),
        amount_to=None if amount is None else Decimal(amount),
        total_to=None if total is None else Decimal(total),
        months_to=months,
        **more,
    )


def rule(team: Team, *steps: StepPlan, **limits):
    return keeping.make_rule(team.org, plan(*steps, **limits), by=team.administrator)


def ask(cast, team: Team, *, by: Person | None = None, amount=1000, says_yes=False, hands=(), thing=None) -> Release:
    thing = thing or goal(cast, team)
    with transaction.atomic():
        return actions.ask(
            thing,
            organisation=team.org,
            subject=Subject.CONTRIBUTION,
            amount_year=Decimal(amount),
            amount_total=Decimal(amount),
            months=Decimal(12),
            by=by or team.coordinator,
            hands=hands,
            says_yes=says_yes,
        )


def approver(team: Team, name: str, *roles) -> Person:
    return make_person(f"{team.org.short_name} {name}", team.org, *(roles or (Role.APPROVER,)))


def fresh(person: Person) -> Person:
    """As a request reads it: no role of yesterday sticks."""
    return Person.objects.get(pk=person.pk)


def board(team: Team, *days: tuple[date, date], name="Aufsichtsrat"):
    body = keeping.make_body(team.org, name=name, by=team.administrator)
    if days:
        keeping.add_days(body, [(meets, cut_off, "") for meets, cut_off in days], by=team.administrator)
    return body
