"""The verbs of a goal, in one transaction each with its row locked: propose, reword, confirm, drop, close, keep."""

from copy import copy

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.money import cents
from partnerships.base.verdict import Refused, require
from partnerships.consent.actions import say_yes
from partnerships.journal.actions import record
from partnerships.journal.changes import changes
from projects.goal import rules
from projects.goal.models import Goal

Closing = Goal.Closing
NUMBERS = ("target", "baseline")  # kept with two places from the start, so that every yes is said to the same digest


@transaction.atomic
def propose(*, partnership, by, wording, replaces=None, **words) -> Goal:
    """A new proposal; words: why, benefit_social, benefit_housing, target, unit, baseline, due, project.

    Says the own organisation's yes where the person may. With `replaces`, a new wording of that valid goal. Journal: goal.proposed.
    """
    if replaces:
        replaces = _locked(replaces)
        partnership = replaces.partnership
        require(rules.may_propose_new_wording(by, replaces))
    else:
        require(rules.may_propose(by, partnership))
    party = partnership.party_of(by)
    goal = Goal(partnership=partnership, organisation=party.organisation, created_by=by, replaces=replaces)
    _put_words(goal, {"wording": wording} | words)
    goal.save(force_insert=True)
    agreed = _agrees_to_own_words(goal, by=by)
    record("goal.proposed", goal, by=by, organisation=party.organisation, agreed=agreed)
    return goal


@transaction.atomic
def reword(goal, *, edition, by, **words) -> Goal:
    """Other words for a proposal: the edition rises, earlier yeses lapse, the own organisation's yes is said where the person may.

    Journal: goal.reworded with the words old and new.
    """
    goal = _locked(goal)
    require(rules.may_reword(by, goal))
    require(goal.is_current(edition))
    old = copy(goal)
    _put_words(goal, words)
    changed = changes(old, goal.words())
    if not changed:
        raise Refused(_("The wording is the same as before. If you agree to it, please confirm it."))
    _next_edition(goal, *changed)
    if "project" in changed:
        changed["project"] = [str(project or "") for project in changed["project"]]
    agreed = _agrees_to_own_words(goal, by=by)
    record("goal.reworded", goal, by=by, organisation=_party(goal, by), edition=goal.edition, changes=changed, agreed=agreed)
    return goal


@transaction.atomic
def confirm(goal, *, edition, by) -> Goal:
    """This party's yes to the wording its reader saw; the last one makes the goal valid and replaces the one it rewords.

    Journal: goal.agreed, then goal.valid (observers read it) and goal.replaced.
    """
    goal = _locked(goal)
    require(goal.is_current(edition))
    require(rules.may_confirm(by, goal))
    party = goal.partnership.party_of(by)
    if party.organisation_id not in goal.yeses():
        say_yes(goal, edition=goal.edition, by=by, roles=rules.DECIDERS)
        record("goal.agreed", goal, by=by, organisation=party.organisation, edition=goal.edition)
    if goal.both_agreed():
        _become_valid(goal, by=by)
    return goal


@transaction.atomic
def drop(goal, *, edition, by, reason) -> Goal:
    """The proposal, in the edition its reader saw, is taken off the table, with its reason. Journal: goal.dropped."""
    goal = _locked(goal)
    require(rules.may_drop(by, goal))
    require(goal.is_current(edition))
    goal.closing_note = _reason(reason)
    goal.move("drop", "closing_note")
    record("goal.dropped", goal, by=by, organisation=_party(goal, by), reason=goal.closing_note)
    return goal


@transaction.atomic
def ask_to_close(goal, *, edition, by, closing_as, note="", result=None) -> Goal:
    """One side says: reached, or let us give it up (then with a reason). The edition rises and carries its yes.

    Journal: goal.asked_reached or goal.asked_dropped.
    """
    goal = _locked(goal)
    require(goal.is_current(edition))
    require(rules.may_ask_to_close(by, goal))
    goal.closing_as = Closing(closing_as)
    goal.closing_note = _reason(note) if goal.closing_as == Closing.DROPPED else note.strip()
    goal.result = None if result is None else cents(result)
    _next_edition(goal, "closing_as", "closing_note", "result")
    record(f"goal.asked_{goal.closing_as}", goal, by=by, organisation=_party(goal, by), reason=goal.closing_note, edition=goal.edition)
    say_yes(goal, edition=goal.edition, by=by, roles=rules.DECIDERS)
    return goal


@transaction.atomic
def agree_to_close(goal, *, edition, by) -> Goal:
    """This party's yes to closing the goal; the last one closes it.

    Journal: goal.agreed_to_close, then goal.reached (observers read it) or goal.given_up.
    """
    goal = _locked(goal)
    require(goal.is_current(edition))
    require(rules.may_agree_to_close(by, goal))
    if goal.partnership.party_of(by).organisation_id not in goal.yeses():
        say_yes(goal, edition=goal.edition, by=by, roles=rules.DECIDERS)
        record("goal.agreed_to_close", goal, by=by, organisation=_party(goal, by), edition=goal.edition)
    if goal.both_agreed():
        reached = goal.closing_as == Closing.REACHED
        goal.move("close_reached" if reached else "close_dropped")
        record("goal.reached" if reached else "goal.given_up", goal, by=by, organisation=_party(goal, by), released=True)
    return goal


@transaction.atomic
def keep(goal, *, edition, by, reason) -> Goal:
    """The goal goes on: the wish to close it is refused, or taken back by who had it. The edition rises. Journal: goal.kept."""
    goal = _locked(goal)
    require(goal.is_current(edition))
    require(rules.may_keep(by, goal))
    reason = _reason(reason)
    goal.closing_as, goal.closing_note, goal.result = "", "", None
    _next_edition(goal, "closing_as", "closing_note", "result")
    record("goal.kept", goal, by=by, organisation=_party(goal, by), reason=reason)
    return goal


def _locked(goal) -> Goal:
    """The row, read anew and held until the transaction ends."""
    return Goal.objects.select_for_update(of=("self",)).select_related("partnership", "project").get(pk=goal.pk)


def _party(goal, by):
    return goal.partnership.party_of(by).organisation


def _reason(text: str) -> str:
    if not text.strip():
        raise ValidationError({"note": _("Please give a reason.")})
    return text.strip()


def _put_words(goal, words: dict) -> None:
    for key, value in words.items():
        if key not in Goal.WORDS:
            raise TypeError(f"a goal has no {key} to word")
        setattr(goal, key, cents(value) if key in NUMBERS and value is not None else value)
    if errors := rules.wording_errors(goal.words(), goal.partnership):
        raise ValidationError(errors)
    goal.clean_fields(exclude=("partnership", "project", "organisation", "created_by", "replaces"))


def _next_edition(goal, *fields: str) -> None:
    """Earlier yeses lapse; whoever has not said yes to the new edition is waited for from now on."""
    goal.edition += 1
    goal.waiting_since = clock.now()
    goal.forget_yeses()
    goal.save(update_fields=["edition", "waiting_since", *fields])


def _agrees_to_own_words(goal, *, by) -> bool:
    """Whoever may say yes has said it by wording the goal; staff has not."""
    may = bool(rules.may_confirm(by, goal))
    if may:
        say_yes(goal, edition=goal.edition, by=by, roles=rules.DECIDERS)
    return may


def _become_valid(goal, *, by) -> None:
    goal.agreed_edition, goal.agreed_at = goal.edition, clock.now()
    goal.move("confirm", "agreed_edition", "agreed_at")
    record("goal.valid", goal, by=by, organisation=_party(goal, by), edition=goal.edition, released=True)
    if goal.replaces_id:
        old = _locked(goal.replaces)
        if old.state == Goal.State.VALID:
            old.closing_as = ""
            old.move("replace", "closing_as")
            record("goal.replaced", old, by=by, organisation=_party(goal, by), by_goal=str(goal.pk), released=True)
