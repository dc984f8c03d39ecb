"""What happens to a deadline, in one transaction each, with its row locked."""

from django.db import transaction

from partnerships.base.verdict import require
from partnerships.consent.actions import say_yes
from partnerships.deadline import rules
from partnerships.deadline.models import Deadline
from partnerships.journal.actions import record
from partnerships.partnership.models import Partnership


def _locked(deadline) -> Deadline:
    related = ("partnership", "organisation")
    return Deadline.objects.select_for_update(of=("self",)).select_related(*related).get(pk=deadline.pk)


def _say(verb: str, deadline: Deadline, by, **data) -> None:
    organisation = deadline.partnership.party_of(by).organisation
    record(verb, deadline, by=by, organisation=organisation, days=deadline.days, silence=deadline.silence_counts, **data)


@transaction.atomic
def propose(partnership, *, days: int, silence_counts: bool, source: str, by) -> Deadline:
    """Either side proposes how long minutes wait and whether silence counts, and says yes to it. One proposal at a time."""
    require(rules.may_propose(by, partnership))
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    deadline = Deadline(partnership=partnership, days=days, silence_counts=silence_counts, source=source, created_by=by)
    deadline.organisation = partnership.party_of(by).organisation
    deadline.full_clean()
    deadline.save(force_insert=True)
    say_yes(deadline, edition=1, by=by, roles=rules.LEADS)
    _say("deadline.proposed", deadline, by)
    return deadline


@transaction.atomic
def reword(deadline, *, days: int, silence_counts: bool, source: str, edition, by) -> Deadline:
    """Either side proposes it differently: a new edition, to which it says yes; the other is asked anew."""
    deadline = _locked(deadline)
    require(deadline.is_current(edition))
    require(rules.may_reword(by, deadline))
    deadline.days, deadline.silence_counts, deadline.source = days, silence_counts, source
    deadline.edition, deadline.organisation = deadline.edition + 1, deadline.partnership.party_of(by).organisation
    deadline.save()
    say_yes(deadline, edition=deadline.edition, by=by, roles=rules.LEADS)
    _say("deadline.reworded", deadline, by)
    return deadline


@transaction.atomic
def agree(deadline, *, edition, by) -> Deadline:
    """One party says yes to what it has read; with the last yes it holds for minutes sent from now on, and what held before ends."""
    deadline = _locked(deadline)
    require(deadline.is_current(edition))
    require(rules.may_agree(by, deadline))
    if deadline.partnership.party_of(by).organisation_id not in deadline.yeses():
        say_yes(deadline, edition=edition, by=by, roles=rules.LEADS)
        _say("deadline.agreed", deadline, by)
    if deadline.both_agreed():
        before = Deadline.objects.select_for_update().in_force(deadline.partnership)
        if before:
            before.move("end")
        deadline.move("agree")
        _say("deadline.in_force", deadline, by)
    return deadline


@transaction.atomic
def decline(deadline, *, reason: str, edition, by) -> Deadline:
    """The other side says no, and why."""
    deadline = _locked(deadline)
    require(deadline.is_current(edition))
    require(rules.may_decline(by, deadline))
    deadline.move("decline", reason=reason)
    _say("deadline.declined", deadline, by, reason=reason)
    return deadline


@transaction.atomic
def withdraw(deadline, *, by) -> Deadline:
    """The house that has proposed takes it back."""
    deadline = _locked(deadline)
    require(rules.may_withdraw(by, deadline))
    deadline.move("withdraw")
    _say("deadline.withdrawn", deadline, by)
    return deadline


@transaction.atomic
def end(deadline, *, reason: str, by) -> Deadline:
    """Either side ends it and says why: for minutes sent from now on what is usual holds again, ten working days, silence is no yes."""
    deadline = _locked(deadline)
    require(rules.may_end(by, deadline))
    deadline.move("end", reason=reason)
    _say("deadline.ended", deadline, by, reason=reason)
    return deadline
