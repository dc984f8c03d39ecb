"""Whose turn it is with a contribution, for components/turn.html."""

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Verdict
from projects.contribution import rules
from projects.contribution.models import Contribution

State = Contribution.State


def turn_of(person, contribution: Contribution, cards=()) -> dict | None:
    """None when nobody has to act. `cards`: the releases about it."""
    mine: Verdict | bool
    match contribution.state:
        case State.RELEASING:
            mine, who, what = any(card.mine for card in cards), contribution.giver, _("Release the decision, or say why not.")
        case State.ASKED:
            mine, who, what = rules.may_decide(person, contribution), contribution.giver, _("Decide on the request.")
        case State.QUESTION:
            mine, who, what = rules.may_answer(person, contribution), contribution.receiver, _("Answer the question.")
        case State.PART:
            mine, who, what = rules.may_accept_part(person, contribution), contribution.receiver, _("Accept the part granted, or withdraw.")
        case State.DELIVERED:
            mine, who, what = rules.writes_for(person, contribution.receiver), contribution.receiver, _("Confirm what came.")
        case _other:
            return None
    days = clock.days_since(contribution.state_since)
    whose = "theirs" if not mine else "late" if contribution.is_overdue else "mine"
    return {"whose": whose, "who": who, "ask": what if mine else "", "days": days, "due": contribution.due_on}
