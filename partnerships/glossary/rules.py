"""May I? Either side proposes, words and agrees; only who has proposed withdraws, only the other declines."""

from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.consent.rules import may_say_yes
from partnerships.glossary.models import Term
from partnerships.organisation.standing import standing_of
from partnerships.partnership.rules import is_active

State = Term.State


def _works_in(person, partnership) -> Verdict:
    party = partnership.party_of(person)
    if party is None:
        return no(_("Only the parties of this partnership can do this."))
    if not standing_of(person).writes_for(party.organisation_id):
        return no(_("Your role in %(organisation)s only allows you to read.") % {"organisation": party.organisation})
    return is_active(partnership)


def may_propose(person, partnership) -> Verdict:
    return _works_in(person, partnership)


def may_reword(person, term) -> Verdict:
    return first_no(_works_in(person, term.partnership), _is(term, State.PROPOSED, State.AGREED))


def may_agree(person, term) -> Verdict:
    verdict = first_no(_works_in(person, term.partnership), _is(term, State.PROPOSED))
    if not verdict or term.both_agreed():  # else the last party whose yes was missing has left: anybody may complete it
        return verdict
    return may_say_yes(person, term)


def may_decline(person, term) -> Verdict:
    verdict = first_no(_works_in(person, term.partnership), _is(term, State.PROPOSED))
    if verdict and _is_own(person, term):
        return no(_("Your organisation has proposed this. It can withdraw it."))
    return verdict


def may_withdraw(person, term) -> Verdict:
    verdict = first_no(_works_in(person, term.partnership), _is(term, State.PROPOSED))
    if verdict and not _is_own(person, term):
        return no(_("Only %(organisation)s can withdraw its proposal.") % {"organisation": term.organisation})
    return verdict


def _is_own(person, term) -> bool:
    return term.partnership.party_of(person).organisation_id == term.organisation_id


def _is(term, *states: str) -> Verdict:
    if term.state in states:
        return YES
    return {
        State.PROPOSED: lambda: no(_("This word has only been proposed so far.")),
        State.AGREED: lambda: no(_("Both sides have agreed on this word. Word it anew to talk about it again.")),
        State.DECLINED: lambda: no(_("This proposal was declined.")),
        State.WITHDRAWN: lambda: no(_("This proposal was withdrawn.")),
    }[term.state]()
