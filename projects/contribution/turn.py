"""Whose turn it is with a contribution, for components/turn.html and, in a word, for a list."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Verdict
from partnerships.organisation.models import Role
from partnerships.organisation.standing import standing_of
from projects.contribution import rules
from projects.contribution.models import Contribution, Delivery

State = Contribution.State
GIVERS, RECEIVERS = (State.ASKED, State.RELEASING), (State.QUESTION, State.PART, State.DELIVERED)


def with_turns(rows, person):
    """What turn_in_list() needs to know of each; no query of its own."""
    by_others = Delivery.objects.filter(contribution=OuterRef("pk"), confirmed_by=None).exclude(noted_by=person.pk)
    return rows.annotate(noted_by_others=Exists(by_others))


def turn_in_list(person, contribution: Contribution) -> dict | None:
    """Whose turn it is, and whether this person can move it on; the same as Contribution.objects.waiting_for()."""
    standing, state = standing_of(person), contribution.state
    if state in GIVERS:
        mine = state == State.ASKED and standing.has(contribution.giver_id, Role.APPROVER) and person.pk not in contribution.hands
        return {"mine": mine, "who": contribution.giver}
    if state in RECEIVERS:
        mine = standing.writes_for(contribution.receiver_id) and (state != State.DELIVERED or contribution.noted_by_others)
        return {"mine": mine, "who": contribution.receiver}
    return None


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
