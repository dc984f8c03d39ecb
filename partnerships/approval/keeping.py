"""The verbs around the rules of a house: rules, bodies and their dates, periods without decisions, absences. Journal: house.*

What changes the calendar or the rules renews the expected day of everything that waits in that house; where the day moves by that, both
sides are told.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.approval import rules
from partnerships.approval.ladder import Limits
from partnerships.approval.models import Absence, ApprovalRule, ApprovalStep, Body, DecisionDay, NoGoPeriod, StepFields
from partnerships.approval.watch import renewing
from partnerships.base import clock
from partnerships.base.seen import unchanged
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.organisation.models import Membership, Organisation, Role

MOST_STEPS = 6


@dataclass(frozen=True)
class StepPlan:
    """A step as it is to be: see models.StepFields."""

    name: str
    roles: tuple[str, ...] = ()
    people: tuple[UUID, ...] = ()
    mode: str = StepFields.Mode.ANY
    needed: int = 1
    days: int = 5
    body: Body | None = None


@dataclass(frozen=True)
class RulePlan:
    """A rule as it is to be: see models.ApprovalRule."""

    subject: str
    steps: tuple[StepPlan, ...]
    kind: str = ""
    amount_to: Decimal | None = None
    total_to: Decimal | None = None
    months_to: int | None = None
    in_order: bool = True
    is_example: bool = field(default=False)

    @property
    def limits(self) -> Limits:
        return Limits(self.amount_to, self.total_to, Decimal(self.months_to) if self.months_to is not None else None)


@transaction.atomic
def make_rule(organisation: Organisation, plan: RulePlan, *, by) -> ApprovalRule:
    """A new rule, in force at once for whatever is released from now on; what runs already keeps its own. Journal: house.rule_made.

    Renews what is expected of what waits in this house.
    """
    _lock(organisation)
    require(rules.may_administer(by, organisation))
    with renewing(organisation):
        rule = _made(organisation, plan, by=by)
    _tell_rule("house.rule_made", rule, by=by)
    return rule


@transaction.atomic
def change_rule(rule: ApprovalRule, plan: RulePlan, *, by) -> ApprovalRule:
    """End the rule as it is and begin it anew in one step. Journal: house.rule_changed, with old and new."""
    rule = _locked_rule(rule)
    require(rules.may_administer(by, rule.organisation))
    require(rules.is_in_force(rule))
    with renewing(rule.organisation):
        _end(rule, by=by)
        new = _made(rule.organisation, plan, by=by, replaces=rule)
    _tell_rule("house.rule_changed", new, by=by, before=_limits(rule))
    return new


@transaction.atomic
def end_rule(rule: ApprovalRule, *, by) -> ApprovalRule:
    """From now on it applies to nothing new; what runs by it goes on by it. Journal: house.rule_ended."""
    rule = _locked_rule(rule)
    require(rules.may_administer(by, rule.organisation))
    require(rules.is_in_force(rule))
    with renewing(rule.organisation):
        _end(rule, by=by)
    _tell_rule("house.rule_ended", rule, by=by)
    return rule


@transaction.atomic
def check_rule(rule: ApprovalRule, *, by) -> ApprovalRule:
    """An example has been read and is meant so. Journal: house.rule_checked."""
    rule = _locked_rule(rule)
    require(rules.may_administer(by, rule.organisation))
    rule.is_example = False
    rule.save(update_fields=["is_example"])
    _tell_rule("house.rule_checked", rule, by=by)
    return rule


def _tell_rule(verb: str, rule: ApprovalRule, *, by, **data) -> None:
    record(verb, rule, by=by, organisation=rule.organisation, about=str(rule.subject), limits=_limits(rule), **data)


def _limits(rule: ApprovalRule) -> list[str | None]:
    return [None if each is None else str(each) for each in (rule.amount_to, rule.total_to, rule.months_to)]


def _lock(organisation: Organisation) -> None:
    """The house's row is the lock: whether a rule or a body fits is decided from all the others."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _locked_rule(rule: ApprovalRule) -> ApprovalRule:
    _lock(rule.organisation)
    return ApprovalRule.objects.select_related("organisation").get(pk=rule.pk)


def _end(rule: ApprovalRule, *, by) -> None:
    rule.ended_at, rule.ended_by = clock.now(), by
    rule.save(update_fields=["ended_at", "ended_by"])


def _made(organisation: Organisation, plan: RulePlan, *, by, replaces: ApprovalRule | None = None) -> ApprovalRule:
    others = ApprovalRule.objects.in_force().filter(organisation=organisation, subject=plan.subject, kind=plan.kind)
    require(rules.fits_the_ladder(plan.limits, list(others)))
    _require_sound(organisation, plan)
    rule, steps = draft(organisation, plan)
    rule.made_by, rule.replaces = by, replaces
    rule.full_clean()
    rule.save()
    ApprovalStep.objects.bulk_create(steps)
    return rule


def draft(organisation: Organisation, plan: RulePlan) -> tuple[ApprovalRule, list[ApprovalStep]]:
    """The rule as it would be; nothing is kept."""
    names = ("subject", "kind", "amount_to", "total_to", "months_to", "in_order", "is_example")
    rule = ApprovalRule(organisation=organisation, **{name: getattr(plan, name) for name in names})
    steps = []
    for order, step in enumerate(plan.steps, start=1):
        one = ApprovalStep(rule=rule, order=order, name=step.name, people=list(step.people), mode=step.mode, days=step.days, body=step.body)
        one.roles = [str(role) for role in Role if role in step.roles]
        one.needed = step.needed if step.mode == StepFields.Mode.ANY else len(step.people) or len(step.roles)
        steps.append(one)
    return rule, steps


def _require_sound(organisation: Organisation, plan: RulePlan) -> None:
    if not plan.steps:
        raise Refused(_("Please name at least one step."))
    if len(plan.steps) > MOST_STEPS:
        raise Refused(_("A rule may have %(number)d steps at most.") % {"number": MOST_STEPS})
    mine = Membership.objects.current().filter(organisation=organisation)
    people = {person for step in plan.steps for person in step.people}
    if people - set(mine.filter(person__in=people).values_list("person_id", flat=True)):
        raise Refused(_("Only members of %(organisation)s can be named.") % {"organisation": organisation})
    for step in plan.steps:
        if not step.roles and not step.people:
            raise Refused(_("Step “%(step)s”: please choose a role or a person.") % {"step": step.name})
        if step.mode == StepFields.Mode.ANY and step.people and step.needed > len(step.people):
            raise Refused(_("Step “%(step)s”: more people are needed than are named.") % {"step": step.name})
        if step.body and (step.body.organisation_id != organisation.pk or step.body.ended_at):
            raise Refused(_("Step “%(step)s”: this body does not exist, or no longer.") % {"step": step.name})


@transaction.atomic
def make_body(organisation: Organisation, *, name: str, by) -> Body:
    """A body that decides in meetings. Journal: house.body_made."""
    require(rules.may_administer(by, organisation))
    _lock(organisation)
    body = Body(organisation=organisation, name=name)
    body.full_clean()
    body.save()
    record("house.body_made", body, by=by, organisation=organisation)
    return body


@transaction.atomic
def end_body(body: Body, *, by) -> Body:
    """It decides no more; refused while a rule in force names it. Journal: house.body_ended."""
    _lock(body.organisation)
    require(rules.may_administer(by, body.organisation))
    if ApprovalStep.objects.filter(body=body, rule__ended_at=None).exists():
        raise Refused(_("A rule in force names %(body)s. Please change the rule first.") % {"body": body})
    body.ended_at = clock.now()
    body.save(update_fields=["ended_at"])
    record("house.body_ended", body, by=by, organisation=body.organisation)
    return body


@transaction.atomic
def add_days(body: Body, days: Iterable[tuple[date, date, str]], *, by) -> list[DecisionDay]:
    """Enter meetings: day, cut-off, topics. Renews what is expected in this house. Journal: house.days_added."""
    require(rules.may_administer(by, body.organisation))
    found = [DecisionDay(body=body, meets_on=meets_on, cut_off_on=cut_off_on, topics=topics) for meets_on, cut_off_on, topics in days]
    if not found:
        raise Refused(_("Please enter at least one date."))
    _lock(body.organisation)
    with renewing(body.organisation):
        for one in found:
            one.full_clean()
            one.save()
    record("house.days_added", body, by=by, organisation=body.organisation, days=[one.meets_on for one in found])
    return found


@transaction.atomic
def change_day(one: DecisionDay, *, meets_on: date, cut_off_on: date, topics: str = "", seen: str, by) -> DecisionDay:
    """A meeting is moved, or its cut-off: whoever waits for it hears of it once. Refused when it is no longer as its writer saw it.

    Renews what is expected in this house. Journal: house.day_changed, with old and new.
    """
    one = DecisionDay.objects.select_for_update(of=("self",)).select_related("body__organisation").get(pk=one.pk)
    require(rules.may_administer(by, one.body.organisation))
    require(unchanged(one, seen))
    _lock(one.body.organisation)
    before: dict = {"before": one.meets_on, "cut_off_before": one.cut_off_on}
    with renewing(one.body.organisation):
        one.meets_on, one.cut_off_on, one.topics = meets_on, cut_off_on, topics
        one.full_clean()
        one.save()
    record("house.day_changed", one.body, by=by, organisation=one.body.organisation, day=meets_on, cut_off=cut_off_on, **before)
    return one


@transaction.atomic
def remove_day(one: DecisionDay, *, by) -> None:
    """A meeting does not take place. Renews what is expected in this house. Journal: house.day_removed."""
    require(rules.may_administer(by, one.body.organisation))
    record("house.day_removed", one.body, by=by, organisation=one.body.organisation, day=one.meets_on)
    with renewing(one.body.organisation):
        one.delete()


@transaction.atomic
def add_no_go(organisation: Organisation, *, name: str, starts_on: date, ends_on: date, by) -> NoGoPeriod:
    """Days in which nothing is decided. Renews what is expected in this house. Journal: house.no_go_added."""
    require(rules.may_administer(by, organisation))
    period = NoGoPeriod(organisation=organisation, name=name, starts_on=starts_on, ends_on=ends_on)
    period.full_clean()
    with renewing(organisation):
        period.save()
    record("house.no_go_added", organisation, by=by, organisation=organisation, name=name, starts=starts_on, ends=ends_on)
    return period


@transaction.atomic
def remove_no_go(period: NoGoPeriod, *, by) -> None:
    """These days are like all others again. Renews what is expected in this house. Journal: house.no_go_removed."""
    require(rules.may_administer(by, period.organisation))
    data: dict = {"name": period.name, "starts": period.starts_on, "ends": period.ends_on}
    record("house.no_go_removed", period.organisation, by=by, organisation=period.organisation, **data)
    with renewing(period.organisation):
        period.delete()


@transaction.atomic
def enter_absence(organisation: Organisation, *, person, starts_on: date, ends_on: date, deputy=None, by) -> Absence:
    """Who is absent from when to when, and who acts meanwhile. By oneself, or by the administration. Journal: house.absence_entered."""
    require(rules.may_enter_absence(by, person, organisation))
    require(rules.is_member(person, organisation))
    absence = Absence(organisation=organisation, person=person)
    _write_absence(absence, starts_on=starts_on, ends_on=ends_on, deputy=deputy)
    _tell_absence("house.absence_entered", absence, by=by)
    return absence


@transaction.atomic
def change_absence(absence: Absence, *, edition, starts_on: date, ends_on: date, deputy=None, by) -> Absence:
    """Other days or another deputy; what was released meanwhile stays. Journal: house.absence_changed."""
    absence = Absence.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=absence.pk)
    require(rules.may_change_absence(by, absence))
    require(rules.is_current(absence, edition))
    absence.edition += 1
    _write_absence(absence, starts_on=starts_on, ends_on=ends_on, deputy=deputy)
    _tell_absence("house.absence_changed", absence, by=by)
    return absence


@transaction.atomic
def remove_absence(absence: Absence, *, by) -> None:
    """It was entered by mistake or does not take place. Journal: house.absence_removed."""
    require(rules.may_change_absence(by, absence))
    _tell_absence("house.absence_removed", absence, by=by)
    absence.delete()


def _write_absence(absence: Absence, *, starts_on: date, ends_on: date, deputy) -> None:
    if deputy is not None:
        require(rules.may_be_deputy(deputy, absence.person, absence.organisation))
    if ends_on < starts_on:
        raise Refused(_("The end must not be before the start."))
    absence.starts_on, absence.ends_on, absence.deputy = starts_on, ends_on, deputy
    absence.full_clean()
    absence.save()


def _tell_absence(verb: str, absence: Absence, *, by) -> None:
    """In the own house only; absences are nobody else's business."""
    data: dict = {"person": str(absence.person), "deputy": str(absence.deputy or "–")}
    data |= {"starts": absence.starts_on, "ends": absence.ends_on}
    organisation = absence.organisation
    record(verb, organisation, by=by, organisation=organisation, internal_to=organisation, **data)
