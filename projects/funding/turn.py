"""Whose turn it is with a call or a payment schedule, for components/turn.html."""

from django.utils.translation import gettext as _

from partnerships.base import clock
from projects.funding import rules
from projects.funding.blockers import BLOCKABLE
from projects.funding.models import Call, Schedule

State = Call.State
ASKS = {
    State.REQUESTED: lambda: _("Check the facts of the call"),
    State.FACTUAL: lambda: _("Check the sums of the call"),
    State.ARITHMETIC: lambda: _("Release the call for payment"),
    State.RELEASED: lambda: _("Order the payment"),
    State.ORDERED: lambda: _("Confirm that the money came"),
    State.RETURNED: lambda: _("Answer the question about the call"),
}
MAY = {
    State.REQUESTED: rules.may_check_facts,
    State.FACTUAL: rules.may_check_sums,
    State.ARITHMETIC: rules.may_release,
    State.RELEASED: rules.may_order,
    State.ORDERED: rules.may_receive,
    State.RETURNED: rules.may_correct,
}
OF_THE_RECEIVER = (State.ORDERED, State.RETURNED)


def turn_of(verdicts: dict, call: Call, cards=(), blocked=(), *, receives: bool = False) -> dict | None:
    """None when nobody has to act. `verdicts`: what the rules have said to this person, by state; `cards`: the releases about it;
    `blocked`: what stands in the way, which the receiver can cure; `receives`: the person works for the receiver.
    """
    state = State(call.state)
    days = clock.days_since(call.state_since)
    if state == State.RELEASING:
        mine = any(card.mine for card in cards)
        return {"whose": "mine" if mine else "theirs", "who": call.giver, "ask": _("The call is released inside the house."), "days": days}
    if state not in ASKS:
        return None
    if blocked and state in BLOCKABLE:
        ask = " ".join(each.reason.cure for each in blocked)
        return {"whose": "mine" if receives else "theirs", "who": call.receiver, "ask": ask, "days": days}
    who = call.receiver if state in OF_THE_RECEIVER else call.giver
    roles = rules.turn_roles(call)
    ask = f"{ASKS[state]()}."
    if roles and not verdicts[state]:
        ask = _("%(ask)s Needed: %(roles)s.") % {"ask": ask, "roles": roles}
    return {"whose": "mine" if verdicts[state] else "theirs", "who": who, "ask": ask, "days": days}


def agree_ask() -> str:
    return _("Agree to the payment schedule, or change it")


def blocked_ask() -> str:
    return _("Clear away what stands in the way of the payment")


def leftover_ask() -> str:
    return _("Say what becomes of the rest of the grant")


def turn_of_proposal(schedule, may_agree, ask: str) -> dict | None:
    """Of a payment schedule, or of what is proposed about a rest."""
    if schedule.state != Schedule.State.PROPOSED:
        return None
    days = clock.days_since(schedule.state_since)
    ask = f"{ask}."
    return {"whose": "mine" if may_agree else "theirs", "who": schedule.waits_for, "ask": ask if may_agree else "", "days": days}
