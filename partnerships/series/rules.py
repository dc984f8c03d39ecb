"""May I? Every rule asks for the party the person speaks for, never for its kind."""

from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.consent.rules import may_say_yes
from partnerships.meeting.rules import may_plan, works_in
from partnerships.series.models import Series

State = Series.State


def may_propose(person, partnership) -> Verdict:
    return may_plan(person, partnership)


def may_replace(person, series) -> Verdict:
    """Propose another rhythm for what is to come."""
    return first_no(may_plan(person, series.partnership), _is(series, State.RUNNING))


def may_reword(person, series) -> Verdict:
    """As long as it is a proposal either side makes it better; the yeses given so far lapse."""
    return first_no(may_plan(person, series.partnership), _is(series, State.PROPOSED))


def may_agree(person, series) -> Verdict:
    verdict = first_no(may_plan(person, series.partnership), _is(series, State.PROPOSED))
    if not verdict or series.both_agreed():  # else the last party whose yes was missing has left: anybody may complete it
        return verdict
    return may_say_yes(person, series)


def may_decline(person, series) -> Verdict:
    verdict = first_no(works_in(person, series.partnership), _is(series, State.PROPOSED))
    if not verdict:
        return verdict
    if series.partnership.party_of(person).organisation_id == series.organisation_id:
        return no(_("Your organisation has proposed this rhythm. It can withdraw it."))
    return YES


def may_withdraw(person, series) -> Verdict:
    verdict = first_no(works_in(person, series.partnership), _is(series, State.PROPOSED))
    if not verdict:
        return verdict
    if series.partnership.party_of(person).organisation_id != series.organisation_id:
        return no(_("Only %(organisation)s can withdraw its proposal.") % {"organisation": series.organisation})
    return YES


def may_end(person, series) -> Verdict:
    return first_no(works_in(person, series.partnership), _is(series, State.RUNNING))


def _is(series, state: str) -> Verdict:
    if series.state == state:
        return YES
    return {
        State.PROPOSED: lambda: no(_("This rhythm has only been proposed so far.")),
        State.RUNNING: lambda: no(_("Both sides have agreed on this rhythm. Propose a change to it.")),
        State.ENDED: lambda: no(_("This series has ended.")),
        State.DECLINED: lambda: no(_("This proposal was declined.")),
        State.WITHDRAWN: lambda: no(_("This proposal was withdrawn.")),
    }[series.state]()
