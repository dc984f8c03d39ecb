"""The verb of a plan: it is written as a whole."""

from django.db import transaction

from partnerships.base.verdict import require
from partnerships.journal.actions import record
from projects.contribution import actions as contributions
from projects.contribution.models import Contribution
from projects.plan import rules
from projects.plan.models import Line, Plan, sums
from projects.plan.terms import PlanTerms


@transaction.atomic
def write(contribution: Contribution, *, edition, terms: PlanTerms, by) -> Plan:
    """Write the plan, in place of the one before. `edition` is the contribution's; that of an open request rises, so that nobody decides on
    the old plan, and whoever writes has a hand in it. Journal: plan.written; nothing at all when nothing differs.
    """
    contribution = contributions.locked(contribution)
    require(contribution.is_current(edition))
    plan = Plan.objects.select_for_update().filter(contribution=contribution).first()
    require(rules.may_edit(by, contribution, planned=plan is not None))
    found = sums(terms.lines)
    require(rules.is_balanced(found))
    require(rules.asks_for(found, contribution))
    if plan and _same(plan, terms):
        return plan
    plan = keep(contribution, plan, terms)
    if contribution.state in Contribution.OPEN:
        contributions.reword(contribution, by=by)
    record("plan.written", contribution, by=by, organisation=contribution.receiver, amount=found.cost, edition=plan.edition)
    return plan


def keep(contribution: Contribution, plan: Plan | None, terms: PlanTerms) -> Plan:
    """Write plan and lines; a line that names an id keeps it. The caller holds the contribution's row and has asked the rules."""
    if plan is None:
        plan = Plan.objects.create(contribution=contribution, **terms.columns)
    else:
        for name, value in terms.columns.items():
            setattr(plan, name, value)
        plan.edition += 1
        plan.save(update_fields=[*terms.columns, "edition"])
    before = {str(line.pk): line for line in plan.lines.all()}
    for position, each in enumerate(terms.lines):
        line = before.pop(str(each.id), None) or Line(plan=plan)
        line.side, line.key, line.label, line.amount = each.side, each.key, each.label, each.amount
        line.cash, line.position = each.cash, position
        line.save()
    for line in before.values():
        line.delete()
    return plan


def _same(plan: Plan, terms: PlanTerms) -> bool:
    lines = [(line.side, line.key, line.label, line.amount) for line in plan.lines.order_by("position")]
    unchanged = all(getattr(plan, name) == value for name, value in terms.columns.items())
    return unchanged and lines == [(each.side, each.key, each.label, each.amount) for each in terms.lines]
