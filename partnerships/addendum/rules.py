"""May I? Either side proposes, words and confirms; only who has proposed withdraws, only the other declines."""

from django.utils.translation import gettext as _

from partnerships.addendum.models import Addendum
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.consent.rules import may_say_yes
from partnerships.meeting.models import Meeting
from partnerships.meeting.rules import RELEASERS, works_in
from partnerships.organisation.rules import may_decide_for

State = Addendum.State


def may_propose(person, meeting) -> Verdict:
    """To minutes that both have released; also after the end of the partnership, since they stay evidence."""
    verdict = works_in(person, meeting.partnership)
    if verdict and meeting.state != Meeting.State.RELEASED:
        return no(_("An addendum belongs to minutes that both sides have released. Until then ask for a change."))
    return verdict


def may_reword(person, addendum) -> Verdict:
    return first_no(works_in(person, addendum.partnership), _is_proposed(addendum))


def may_agree(person, addendum) -> Verdict:
    verdict = _is_proposed(addendum)
    if not verdict:
        return verdict
    party = addendum.partnership.party_of(person)
    if party is None or not addendum.both_agreed():  # else the last party whose yes was missing has left: any yes completes it
        verdict = may_say_yes(person, addendum)
    return verdict and may_decide_for(person, party.organisation, *RELEASERS)


def may_decline(person, addendum) -> Verdict:
    verdict = may_reword(person, addendum)
    if verdict and _is_own(person, addendum):
        return no(_("Your organisation has proposed this addendum. It can withdraw it."))
    return verdict


def may_withdraw(person, addendum) -> Verdict:
    verdict = may_reword(person, addendum)
    if verdict and not _is_own(person, addendum):
        return no(_("Only %(organisation)s can withdraw its proposal.") % {"organisation": addendum.organisation})
    return verdict


def _is_own(person, addendum) -> bool:
    return addendum.partnership.party_of(person).organisation_id == addendum.organisation_id


def _is_proposed(addendum) -> Verdict:
    if addendum.state == State.PROPOSED:
        return YES
    return {
        State.AGREED: lambda: no(_("Both sides have agreed on this addendum. It can no longer be changed.")),
        State.DECLINED: lambda: no(_("This addendum was declined.")),
        State.WITHDRAWN: lambda: no(_("This addendum was withdrawn.")),
    }[addendum.state]()
