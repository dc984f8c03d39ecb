"""May I? Each step by another person, and never one who called."""

from django.utils.translation import gettext as _

from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.templatetags.portal import day, euro
from partnerships.base.valuation import Kind
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.models import Role, role_names
from partnerships.organisation.rules import may_decide_for
from partnerships.organisation.standing import standing_of
from partnerships.partnership.rules import is_active
from projects.contribution.models import Contribution
from projects.contribution.rules import parties_first_mine, writes_for
from projects.funding import blockers
from projects.funding.models import ZERO, Call, Instalment, Schedule
from projects.funding.staff import FACTS, ORDERS, RELEASES, SUMS, is_short

State = Call.State
AGREES = (Role.COORDINATOR, Role.FINANCE, Role.APPROVER, Role.SIGNATORY)
LIFTS = (Role.APPROVER, Role.SIGNATORY, Role.FINANCE)


def binds(contribution: Contribution) -> Verdict:
    """Is there a grant of money to be paid?"""
    if contribution.kind != Kind.MONEY:
        return no(_("Only money is paid by a schedule."))
    if contribution.state not in Contribution.PROMISED:
        return no(_("This is not granted, or no longer: nothing can be paid for it."))
    return YES


# --- The payment schedule -----------------------------------------------------------------------------------------------------------


def may_propose(person, contribution: Contribution) -> Verdict:
    return first_no(binds(contribution), is_active(contribution.partnership), _speaks(person, contribution))


def _speaks(person, contribution: Contribution) -> Verdict:
    """For giver or receiver, in a role that may say yes to it."""
    return may_decide_for(person, parties_first_mine(person, contribution)[0], *AGREES)


def is_proposed(schedule: Schedule) -> Verdict:
    if schedule.state == Schedule.State.PROPOSED:
        return YES
    return no(_("This payment schedule is no longer a proposal: %(state)s.") % {"state": schedule.get_state_display()})


def is_for_few(contribution: Contribution) -> Verdict:
    """May both agree that one person checks and orders? Only where the paying house is too small."""
    if is_short(contribution.giver):
        return YES
    return no(_("%(giver)s has people enough: each step of a payment takes another one.") % {"giver": contribution.giver})


def may_edit(person, schedule: Schedule) -> Verdict:
    return first_no(is_proposed(schedule), may_propose(person, schedule.contribution))


def may_agree(person, schedule: Schedule) -> Verdict:
    """The other side than the one that worded it, by another person."""
    if not (open_ := first_no(is_proposed(schedule), binds(schedule.contribution), is_active(schedule.partnership))):
        return open_
    if not (may := may_decide_for(person, schedule.waits_for, *AGREES)):
        return may
    if schedule.proposed_by_id == person.pk:
        return no(_("You proposed this yourself. Somebody else of %(organisation)s has to agree.") % {"organisation": schedule.waits_for})
    party = schedule.partnership.party_of(person)
    if party is None or party.organisation_id != schedule.waits_for_id:
        return no(_("Please act for %(organisation)s to agree to this.") % {"organisation": schedule.waits_for})
    return YES


def may_withdraw_schedule(person, schedule: Schedule) -> Verdict:
    return first_no(is_proposed(schedule), writes_for(person, schedule.proposed_for))


def adds_up(schedule: Schedule, amounts) -> Verdict:
    """To the cent what was granted."""
    total, granted = sum(amounts, ZERO), schedule.contribution.granted
    if total == granted:
        return YES
    words = {"total": euro(total), "granted": euro(granted), "difference": euro(abs(granted - total))}
    if total < granted:
        return no(_("The instalments add up to %(total)s, granted are %(granted)s: %(difference)s are missing.") % words)
    return no(_("The instalments add up to %(total)s, granted are %(granted)s: that is %(difference)s too much.") % words)


# --- The call for funds -------------------------------------------------------------------------------------------------------------


def may_call(person, instalment: Instalment) -> Verdict:
    """The receiver, of a schedule that both have agreed to, and not too early; what was withheld as soon as the proof is accepted."""
    contribution = instalment.schedule.contribution
    if not (bound := first_no(binds(contribution), is_active(contribution.partnership), writes_for(person, contribution.receiver))):
        return bound
    if instalment.schedule.state != Schedule.State.AGREED:
        return no(_("First both sides agree on the payment schedule."))
    early = clock.today() < instalment.callable_from
    if early and not (instalment.withheld and blockers.is_fulfilled(instalment.condition, contribution)):
        return no(_("This instalment can be called from %(day)s on, six weeks before it is due.") % {"day": day(instalment.callable_from)})
    return YES


def is_in(call: Call, *states: str) -> Verdict:
    if call.state in states:
        return YES
    return no(_("This call is in another state meanwhile: %(state)s.") % {"state": call.get_state_display()})


def _another(person, call: Call) -> Verdict:
    """None of those who had a hand in this call before; with few hands who checked may order, never who released."""
    if person.pk in call.hands or person.pk == call.called_by_id:
        return no(_("You took part in calling this. Somebody else has to do this step (four-eyes principle)."))
    done = {call.factual_by_id, call.arithmetic_by_id, call.released_by_id, call.ordered_by_id} - {None}
    if call.few_hands and call.state != State.ARITHMETIC:
        done &= {call.released_by_id}
    if person.pk in done:
        return no(_("You did another step of this call. Each step takes another person."))
    return YES


def _step(person, call: Call, state: str, *roles: str) -> Verdict:
    return first_no(is_in(call, state), binds(call.contribution), may_decide_for(person, call.giver, *roles), _another(person, call))


def may_check_facts(person, call: Call) -> Verdict:
    return _step(person, call, State.REQUESTED, *FACTS)


def may_check_sums(person, call: Call) -> Verdict:
    return _step(person, call, State.FACTUAL, *SUMS)


def may_release(person, call: Call) -> Verdict:
    """Begins the release by the house's own rules; what blocks the call has to be cured or lifted first."""
    return first_no(_step(person, call, State.ARITHMETIC, *RELEASES), is_free(call))


def is_free(call: Call) -> Verdict:
    """Nothing stands in the way that was not lifted by two."""
    found = blockers.in_the_way(call)
    return no(" ".join(each.reason.sentence for each in found)) if found else YES


def may_order(person, call: Call) -> Verdict:
    if not (may := _step(person, call, State.RELEASED, *ORDERS)):
        return may
    if Release.objects.about(call).decided_with(person).exists():
        return no(_("You released this call. Somebody else has to order the payment (four-eyes principle)."))
    return is_free(call)


def may_undo(person, call: Call) -> Verdict:
    """The payment came back from the bank, or was never sent: as long as nobody has confirmed that it came."""
    return first_no(is_in(call, State.ORDERED), may_decide_for(person, call.giver, *ORDERS))


def may_receive(person, call: Call) -> Verdict:
    if not (may := first_no(is_in(call, State.ORDERED), writes_for(person, call.receiver))):
        return may
    if person.pk in {call.factual_by_id, call.arithmetic_by_id, call.released_by_id, call.ordered_by_id}:
        return no(_("You did a step of this payment for %(giver)s. Somebody else confirms that it came.") % {"giver": call.giver})
    return YES


def may_send_back(person, call: Call) -> Verdict:
    roles = {*FACTS, *SUMS, *RELEASES, *ORDERS}
    open_ = is_in(call, *Call.CHECKED, State.RELEASED)
    if not (may := first_no(open_, may_decide_for(person, call.giver, *sorted(roles)))):
        return may
    if person.pk in call.hands:
        return no(_("You took part in calling this. Somebody else has to do this step (four-eyes principle)."))
    return YES


def may_correct(person, call: Call) -> Verdict:
    return first_no(is_in(call, State.REQUESTED, State.RETURNED), binds(call.contribution), writes_for(person, call.receiver))


def may_withdraw(person, call: Call) -> Verdict:
    return first_no(is_in(call, *Call.CHECKED, State.RETURNED), writes_for(person, call.receiver))


def may_lift(person, call: Call) -> Verdict:
    """One of the two; may the call be paid although something stands in the way?"""
    if not call.is_pending:
        return is_in(call, *Call.PENDING)
    if not (may := may_decide_for(person, call.giver, *LIFTS)):
        return may
    if person.pk in call.hands:
        return no(_("You took part in calling this. Somebody else has to do this step (four-eyes principle)."))
    return YES


def may_lift_second(person, call: Call, lift) -> Verdict:
    if lift.second_by_id:
        return no(_("Two people have lifted this already."))
    if lift.first_by_id == person.pk:
        return no(_("You lifted this first. A second person has to confirm it."))
    return may_lift(person, call)


TURNS = {State.REQUESTED: FACTS, State.FACTUAL: SUMS, State.ARITHMETIC: RELEASES, State.RELEASED: ORDERS}


def turn_roles(call: Call) -> str:
    """The roles whose turn it is, in words."""
    return role_names(TURNS.get(State(call.state), ()))


def roles_to_order(person, organisation) -> bool:
    return standing_of(person).has(organisation.pk, *ORDERS)
