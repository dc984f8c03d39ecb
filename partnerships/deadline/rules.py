"""May I? Either side proposes, words, agrees and ends; only who has proposed withdraws, only the other declines."""

from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.consent.rules import may_say_yes
from partnerships.deadline.models import Deadline
from partnerships.organisation.rules import may_decide_for
from partnerships.partnership.models import Partnership
from partnerships.partnership.rules import LEADS

State = Deadline.State


def _leads(person, partnership) -> Verdict:
    if partnership.state != Partnership.State.ACTIVE:
        return no(_("This is agreed while the partnership is active."))
    party = partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can do this."))
    return may_decide_for(person, party.organisation, *LEADS)


def may_propose(person, partnership) -> Verdict:
    return _leads(person, partnership)


def may_reword(person, deadline) -> Verdict:
    return first_no(_leads(person, deadline.partnership), _is(deadline, State.PROPOSED))


def may_agree(person, deadline) -> Verdict:
    verdict = may_reword(person, deadline)
    if not verdict or deadline.both_agreed():  # else the last party whose yes was missing has left: anybody may complete it
        return verdict
    return may_say_yes(person, deadline, *LEADS)


def may_decline(person, deadline) -> Verdict:
    verdict = may_reword(person, deadline)
    if verdict and _is_own(person, deadline):
        return no(_("Your organisation has proposed this. It can withdraw it."))
    return verdict


def may_withdraw(person, deadline) -> Verdict:
    verdict = may_reword(person, deadline)
    if verdict and not _is_own(person, deadline):
        return no(_("Only %(organisation)s can withdraw its proposal.") % {"organisation": deadline.organisation})
    return verdict


def may_end(person, deadline) -> Verdict:
    """Either side alone: nobody's silence counts against their will."""
    return first_no(_leads(person, deadline.partnership), _is(deadline, State.IN_FORCE))


def _is_own(person, deadline) -> bool:
    return deadline.partnership.party_of(person).organisation_id == deadline.organisation_id


def _is(deadline, state: str) -> Verdict:
    if deadline.state == state:
        return YES
    return {
        State.PROPOSED: lambda: no(_("This has only been proposed so far.")),
        State.IN_FORCE: lambda: no(_("Both sides have agreed on this. Propose something new instead.")),
        State.DECLINED: lambda: no(_("This proposal was declined.")),
        State.WITHDRAWN: lambda: no(_("This proposal was withdrawn.")),
        State.ENDED: lambda: no(_("This no longer holds.")),
    }[deadline.state]()
