"""An example to begin with, by kind of organisation: to be read, taken over with one click and then checked. Not a recommendation."""

from dataclasses import replace
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.approval import keeping, rules
from partnerships.approval.calendar import Calendar
from partnerships.approval.house import House
from partnerships.approval.keeping import RulePlan, StepPlan
from partnerships.approval.models import ApprovalRule, Body, Subject
from partnerships.base.verdict import Refused, require
from partnerships.organisation.models import Organisation, Role

SUBJECTS = (Subject.AGREEMENT, Subject.CONTRIBUTION)
APPROVER, SIGNATORY, COORDINATOR, FINANCE = Role.APPROVER, Role.SIGNATORY, Role.COORDINATOR, Role.FINANCE
LEADS = (APPROVER, SIGNATORY)


def _ladder(kind: str) -> list[tuple[Decimal | None, int | None, tuple[StepPlan, ...], dict[int, str]]]:
    """Amount a year, months, steps, and which step is decided by which body."""
    if kind == Organisation.Kind.HOUSING:
        return [
            (Decimal(500), 12, (StepPlan(_("Neighbourhood coordination"), (APPROVER,)),), {}),
            (Decimal(5_000), 12, (StepPlan(_("Head of social management and one more person"), (APPROVER,), needed=2),), {}),
            (
                Decimal(25_000),
                12,
                (StepPlan(_("Head of social management"), (APPROVER,)), StepPlan(_("Authorised officer"), (SIGNATORY,))),
                {},
            ),
            (Decimal(100_000), 36, (StepPlan(_("Head of social management"), (APPROVER,)), StepPlan(_("Management"), (SIGNATORY,))), {}),
            (
                None,
                None,
                (StepPlan(_("Management"), (SIGNATORY,)), StepPlan(_("Supervisory board"), LEADS, days=30)),
                {1: _("Supervisory board")},
            ),
        ]
    return [
        (Decimal(500), 12, (StepPlan(_("Project management"), (APPROVER, COORDINATOR)),), {}),
        (Decimal(5_000), 12, (StepPlan(_("Coordination"), (COORDINATOR, APPROVER)), StepPlan(_("Treasurer"), (FINANCE,))), {}),
        (Decimal(25_000), 12, (StepPlan(_("Executive board, two people"), (SIGNATORY,), needed=2),), {}),
        (Decimal(100_000), 36, (StepPlan(_("Executive board in its meeting"), LEADS, days=20),), {0: _("Executive board")}),
        (
            None,
            None,
            (StepPlan(_("Executive board"), (SIGNATORY,)), StepPlan(_("General meeting"), LEADS, days=60)),
            {1: _("General meeting")},
        ),
    ]


def plans(kind: str, bodies: dict[str, Body]) -> list[RulePlan]:
    """The rules of the example for every subject; `bodies` by name."""
    found = []
    for subject in SUBJECTS:
        for amount, months, steps, deciding in _ladder(kind):
            bodied = tuple(replace(step, body=bodies.get(deciding.get(at, ""))) for at, step in enumerate(steps))
            found.append(RulePlan(subject, bodied, amount_to=amount, months_to=months, is_example=True))
    return found


def body_names(kind: str) -> list[str]:
    return [name for _amount, _months, _steps, deciding in _ladder(kind) for name in deciding.values()]


def as_house(organisation: Organisation) -> House:
    """The organisation as if it had taken the example over; nothing is kept."""
    bodies = {name: Body(organisation=organisation, name=name) for name in body_names(organisation.kind)}
    made = []
    for plan in plans(organisation.kind, bodies):
        rule, rule.stages = keeping.draft(organisation, plan)
        for step in rule.stages:
            step.body_name = str(step.body or "")
        made.append(rule)
    return House(organisation, made, Calendar({}))


@transaction.atomic
def adopt(organisation: Organisation, *, by) -> list[ApprovalRule]:
    """Make the rules and bodies of the example; only where the house has no rules of its own for these subjects yet.

    Journal: house.rule_made for each, marked as example.
    """
    require(rules.may_administer(by, organisation))
    if ApprovalRule.objects.in_force().filter(organisation=organisation, subject__in=SUBJECTS).exists():
        raise Refused(_("There are approval rules already. The example is only for the beginning."))
    bodies = {body.name: body for body in Body.objects.in_force().filter(organisation=organisation)}
    for name in body_names(organisation.kind):
        if name not in bodies:
            bodies[name] = keeping.make_body(organisation, name=name, by=by)
    return [keeping.make_rule(organisation, plan, by=by) for plan in plans(organisation.kind, bodies)]
