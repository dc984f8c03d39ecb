from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.consent.actions import say_yes
from partnerships.journal.actions import record
from projects.change import rules
from projects.change.models import Change
from projects.contribution import actions as contributions
from projects.contribution.models import Contribution
from projects.plan import actions as plans
from projects.plan.models import Plan
from projects.plan.terms import LineTerms, PlanTerms
from projects.pot import booking as pots

State = Change.State


def _plan_of(contribution: Contribution) -> Plan | None:
    return Plan.objects.select_for_update().filter(contribution=contribution).first()


@transaction.atomic
def propose(
    contribution: Contribution,
    *,
    edition,
    reason: str,
    purpose: str = "",
    ends_on: date | None = None,
    lines: list[LineTerms] | None = None,
    by,
) -> Change:
    """Propose to change what binds; whoever proposes has said yes for the own organisation. Journal: change.proposed."""
    contribution = contributions.locked(contribution)
    require(contribution.is_current(edition))
    require(rules.may_propose(by, contribution))
    if not reason.strip():
        raise Refused(_("Please say why."))
    plan, lines = _plan_of(contribution), lines or []
    purpose = "" if purpose.strip() == contribution.purpose else purpose.strip()
    ends_on = None if ends_on == contribution.ends_on else ends_on
    if plan and [(each.key, each.label, each.amount) for each in lines] == [
        (line.key, line.label, line.amount) for line in plan.lines.order_by("position")
    ]:
        lines = []
    require(rules.is_sound(contribution, plan, purpose=purpose, ends_on=ends_on, lines=lines))
    organisation = rules.own_side(by, contribution)
    change = Change(
        contribution=contribution,
        partnership=contribution.partnership,
        organisation=organisation,
        asked_by=by,
        reason=reason,
        purpose=purpose,
        ends_on=ends_on,
        lines=_plain(plan, lines),
        plan_edition=plan.edition if plan and lines else None,
    )
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("A change is proposed already. First it is answered.")) from error
    say_yes(change, edition=change.edition, by=by)
    record("change.proposed", contribution, by=by, organisation=organisation, text=reason)
    return change


def _plain(plan: Plan | None, lines: list[LineTerms]) -> list[dict]:
    """The lines as they are to be, each with what it was, and whether the plan would have allowed that without asking."""
    before = {str(line.pk): line for line in plan.lines.all()} if plan else {}
    rows = []
    for line in lines:
        old = before.get(str(line.id))
        row = {"id": str(line.id or ""), "side": str(line.side), "key": str(line.key), "label": line.label, "amount": f"{line.amount:.2f}"}
        known = {"before": f"{old.amount:.2f}", "beyond": rules.needs_it(old, line.amount)} if old else {"before": "", "beyond": False}
        rows.append(row | known)
    return rows


def _locked(change: Change) -> Change:
    """The contribution first, then the change: always in this order."""
    contributions.locked(change.contribution)
    return (
        Change.objects.select_for_update(of=("self",))
        .select_related("contribution__giver", "contribution__receiver", "contribution__partnership", "organisation", "partnership")
        .get(pk=change.pk)
    )


@transaction.atomic
def agree(change: Change, *, edition, by) -> Change:
    """The other side agrees: from today on it counts. The plan has a new edition, and so has the contribution. Journal: change.agreed."""
    change = _locked(change)
    contribution = change.contribution
    require(change.is_current(edition))
    require(rules.may_agree(by, change))
    plan, lines = _plan_of(contribution), change.line_terms
    if lines and (plan is None or plan.edition != change.plan_edition):
        raise Refused(_("Meanwhile the plan has a newer edition. This change was proposed for the older one; please propose it anew."))
    require(rules.is_sound(contribution, plan, purpose=change.purpose, ends_on=change.ends_on, lines=lines))
    say_yes(change, edition=edition, by=by)
    if not change.both_agreed():
        raise Refused(_("Both sides have to agree."))
    words = _carry_out(change, contribution, plan, lines, by=by)
    _answer(change, State.AGREED, by=by, effective_on=clock.today())
    record("change.agreed", contribution, by=by, organisation=_who(change), changes=words, text=change.reason)
    return change


def _carry_out(change: Change, contribution: Contribution, plan: Plan | None, lines: list[LineTerms], *, by) -> dict:
    """Write what is agreed, reservations in pots follow a longer term; old and new value of each, for the journal."""
    words: dict = {}
    if plan and lines:
        before = {str(line.pk): line for line in plan.lines.all()}
        for line in lines:
            old = before[str(line.id)].amount if line.id else 0
            if old != line.amount:
                words[str(before[str(line.id)] if line.id else line.label or line.key)] = [str(old), str(line.amount)]
        plans.keep(contribution, plan, PlanTerms(lines, mode=plan.mode, cover=plan.cover, tolerance=plan.tolerance))
    for name in ("purpose", "ends_on"):
        if value := getattr(change, name):
            words[name] = [str(getattr(contribution, name)), str(value)]
            setattr(contribution, name, value)
    contribution.edition += 1
    contribution.save(update_fields=["purpose", "ends_on", "edition"])
    if change.ends_on:
        pots.follow_term(contribution, by=by)
    return words


def _who(change: Change):
    contribution = change.contribution
    return contribution.giver if change.answers == contribution.giver_id else contribution.receiver


def _answer(change: Change, state: str, *, by, **fields) -> None:
    change.move_to(state)
    change.answered_by = by
    for name, value in fields.items():
        setattr(change, name, value)
    change.save(update_fields=["state", "state_since", "answered_by", *fields])


@transaction.atomic
def decline(change: Change, *, edition, text: str, by) -> Change:
    """The other side does not want it, and says why. Journal: change.declined."""
    change = _locked(change)
    require(change.is_current(edition))
    require(rules.may_decline(by, change))
    if not text.strip():
        raise Refused(_("Please say why not."))
    _answer(change, State.DECLINED, by=by, answer=text.strip())
    record("change.declined", change.contribution, by=by, organisation=_who(change), text=change.answer)
    return change


@transaction.atomic
def withdraw(change: Change, *, edition, by) -> Change:
    """The side that proposed it takes it back. Journal: change.withdrawn."""
    change = _locked(change)
    require(change.is_current(edition))
    require(rules.may_withdraw(by, change))
    change.move_to(State.WITHDRAWN)
    change.save(update_fields=["state", "state_since"])
    record("change.withdrawn", change.contribution, by=by, organisation=change.organisation)
    return change
