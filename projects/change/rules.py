from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.templatetags.portal import day
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.models import Role
from partnerships.organisation.rules import may_decide_for
from partnerships.organisation.standing import standing_of
from partnerships.partnership.rules import is_active
from projects.change.models import Change
from projects.contribution import rules as contributions
from projects.contribution.models import Contribution
from projects.contribution.terms import LONGEST
from projects.plan import rules as plans
from projects.plan.models import Line, Plan, sums
from projects.plan.terms import LineTerms

State = Change.State


def speaks_for(person, contribution: Contribution, organisation) -> Verdict:
    """For the giver an approver, for the receiver whoever writes."""
    if organisation.pk == contribution.giver_id:
        return may_decide_for(person, organisation, Role.APPROVER)
    return contributions.writes_for(person, organisation)


def own_side(person, contribution: Contribution):
    """Giver or receiver: the one this person speaks for, of two the one acted for."""
    return contributions.parties_first_mine(person, contribution)[0]


def may_propose(person, contribution: Contribution) -> Verdict:
    """Either of the two, for what binds and is not complete yet."""
    if contribution.state not in Contribution.PROMISED:
        return no(_("Only what is granted can be changed by a change request. An open request is reworded."))
    return first_no(is_active(contribution.partnership), speaks_for(person, contribution, own_side(person, contribution)))


def is_proposed(change: Change) -> Verdict:
    if change.state == State.PROPOSED:
        return YES
    return no(_("This change was answered on %(day)s.") % {"day": day(change.state_since)})


def may_answer(person, change: Change) -> Verdict:
    """The other of the two, and another person than the one who proposed it."""
    contribution = change.contribution
    if not (open_ := is_proposed(change)):
        return open_
    organisation = contribution.giver if change.answers == contribution.giver_id else contribution.receiver
    if organisation.pk not in standing_of(person).organisations:
        return no(_("Now %(organisation)s answers.") % {"organisation": organisation})
    if change.asked_by_id == person.pk:
        return no(_("You proposed this yourself. Somebody else of %(organisation)s has to answer.") % {"organisation": organisation})
    return first_no(is_active(contribution.partnership), speaks_for(person, contribution, organisation))


may_agree = may_decline = may_answer


def may_withdraw(person, change: Change) -> Verdict:
    """Whoever writes for the organisation that proposed it."""
    return first_no(is_proposed(change), contributions.writes_for(person, change.organisation))


def is_sound(contribution: Contribution, plan: Plan | None, *, purpose: str, ends_on, lines: list[LineTerms]) -> Verdict:
    """Does it change something, and only what a change request may?"""
    if not purpose and not ends_on and not lines:
        return no(_("Nothing would be different. Please enter what is to change."))
    if (purpose or ends_on) and contribution.promise_id:
        return no(_("Use and period stand in the agreement. Please change them there, by an amendment."))
    if ends_on and not max(contribution.ends_on, clock.today()) < ends_on <= contribution.starts_on + LONGEST:
        return no(_("The new end must lie after the present one and in the future: a change never works backwards."))
    return _are_lines_sound(contribution, plan, lines) if lines else YES


def _are_lines_sound(contribution: Contribution, plan: Plan | None, lines: list[LineTerms]) -> Verdict:
    if plan is None:
        return no(_("There is no plan yet. First write it."))
    kept = {str(each.id) for each in lines}
    missing = [line for line in plan.lines.all() if str(line.pk) not in kept]
    if missing:
        return no(_("“%(line)s” is missing. A line is not taken away; enter 0 where nothing is left for it.") % {"line": missing[0]})
    found = sums(lines)
    return first_no(plans.is_balanced(found), plans.asks_for(found, contribution))


def needs_it(line: Line, amount) -> bool:
    """Is this shift beyond what the plan allows without asking?"""
    limit = line.plan.limit_of(line.amount)
    return line.side == Line.Side.COST and limit is not None and amount > limit
