from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from projects.condition import rules
from projects.condition.models import LETTERS, Condition

State = Condition.State


def _locked(condition: Condition) -> Condition:
    return (
        Condition.objects.select_for_update(of=("self",))
        .select_related("contribution__giver", "contribution__receiver", "contribution__partnership")
        .get(pk=condition.pk)
    )


def _move(condition: Condition, state: str, verb: str, *, organisation, by, **fields) -> Condition:
    condition.move_to(state)
    condition.state_since = clock.now()
    for name, value in fields.items():
        setattr(condition, name, value)
    condition.save(update_fields=["state", "state_since", *fields])
    about = condition.contribution
    record(f"condition.{verb}", about, by=by, organisation=organisation, condition=condition.text, text=condition.word)
    return condition


@transaction.atomic
def fulfil(condition: Condition, *, word: str = "", by) -> Condition:
    """The receiver says that it is fulfilled, and how. Journal: condition.fulfilled."""
    condition = _locked(condition)
    require(rules.may_fulfil(by, condition))
    receiver = condition.contribution.receiver
    return _move(condition, State.FULFILLED, "fulfilled", organisation=receiver, by=by, word=_short(word), fulfilled_by=by)


@transaction.atomic
def accept(condition: Condition, *, by) -> Condition:
    """The giver accepts it: final. Journal: condition.accepted."""
    condition = _locked(condition)
    require(rules.may_judge(by, condition))
    return _move(condition, State.ACCEPTED, "accepted", organisation=condition.contribution.giver, by=by, accepted_by=by)


@transaction.atomic
def reopen(condition: Condition, *, word: str, by) -> Condition:
    """The giver does not think so, and says why: it is open again. Journal: condition.reopened."""
    condition = _locked(condition)
    require(rules.may_judge(by, condition))
    if not word.strip():
        raise Refused(_("Please say what is still missing."))
    return _move(condition, State.OPEN, "reopened", organisation=condition.contribution.giver, by=by, word=_short(word), fulfilled_by=None)


def _short(word: str) -> str:
    word = " ".join(word.split())
    if len(word) > LETTERS:
        raise Refused(_("Please use at most %(most)d letters.") % {"most": LETTERS})
    return word
