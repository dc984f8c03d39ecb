"""May I? Who words, confirms, drops and closes a goal; either side alike."""

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.consent.rules import may_say_yes
from projects.goal.models import Goal
from projects.project.rules import DECIDERS, may_work_in


def may_propose(person, partnership) -> Verdict:
    return may_work_in(person, partnership)


def may_propose_new_wording(person, goal) -> Verdict:
    """May this person propose other words for a valid goal?"""
    if goal.state != Goal.State.VALID:
        return no(_("Only a valid goal can get a new wording."))
    if goal.closing_as:
        return no(_("One side wants to close this goal. Please answer that first."))
    if goal.replaced_by.filter(state=Goal.State.PROPOSED).exists():
        return no(_("A new wording of this goal is already proposed. Please reword that one."))
    return may_work_in(person, goal.partnership)


def may_reword(person, goal) -> Verdict:
    if goal.state != Goal.State.PROPOSED:
        return no(_("Only a proposal can be reworded. A valid goal gets a new wording by a new proposal."))
    return may_work_in(person, goal.partnership)


def may_confirm(person, goal) -> Verdict:
    """May this person say yes to the wording as it stands, for its own organisation?"""
    if goal.state != Goal.State.PROPOSED:
        return no(_("Only a proposal can be confirmed."))
    return _may_agree(person, goal)


def may_drop(person, goal) -> Verdict:
    if goal.state != Goal.State.PROPOSED:
        return no(_("Only a proposal can be dropped by one side. A valid goal is closed by both."))
    if goal.created_by_id == person.pk:
        return may_work_in(person, goal.partnership)
    return may_work_in(person, goal.partnership, *DECIDERS)


def may_ask_to_close(person, goal) -> Verdict:
    if goal.state != Goal.State.VALID:
        return no(_("Only a valid goal can be closed."))
    if goal.closing_as:
        return no(_("One side wants to close this goal. Please answer that first."))
    return may_work_in(person, goal.partnership, *DECIDERS)


def may_agree_to_close(person, goal) -> Verdict:
    return first_no(_closing(goal), _may_agree(person, goal))


def may_keep(person, goal) -> Verdict:
    """May this person say that the goal goes on: refuse the other side's wish to close it, or take back the own one?"""
    return first_no(_closing(goal), may_work_in(person, goal.partnership, *DECIDERS))


def _closing(goal) -> Verdict:
    if goal.state != Goal.State.VALID or not goal.closing_as:
        return no(_("Nobody has asked to close this goal."))
    return YES


def _may_agree(person, goal) -> Verdict:
    may = may_work_in(person, goal.partnership, *DECIDERS)
    if may and goal.both_agreed():
        return YES  # the last party whose yes was missing has left: any yes may now complete it
    return first_no(may, may_say_yes(person, goal, *DECIDERS)) if may else may


def wording_errors(words: dict, partnership) -> dict:
    """What does not fit together in a proposal, by field."""
    errors = {}
    if not (words.get("unit") or "").strip() and (words.get("target") is not None or words.get("baseline") is not None):
        errors["unit"] = _("Please say what the number counts, for example: visits per month.")
    if words.get("due") and words["due"] < clock.today():
        errors["due"] = _("This day has passed. Please choose a day to come.")
    project = words.get("project")
    if project and project.partnership_id != partnership.pk:
        errors["project"] = _("Please choose a project of this partnership.")
    return errors
