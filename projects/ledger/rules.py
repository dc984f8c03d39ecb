"""May I? What is confirmed is set right by both sides: one proposes, the other agrees, never the same person."""

from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import euro
from partnerships.base.verdict import YES, Verdict, no
from projects.contribution import rules
from projects.contribution.booking import Nature
from projects.contribution.models import Delivery
from projects.ledger.models import Rebooking

may_amend, may_give_back = rules.may_amend, rules.may_give_back


def is_not_corrected(delivery: Delivery) -> Verdict:
    """A row is taken back once; what stands in its place may be corrected in turn."""
    if delivery.corrected_by.filter(nature=Nature.COUNTER).exists():
        return no(_("This row was taken back already. Please correct the one that stands in its place."))
    return YES


def is_possible(correction: Rebooking) -> Verdict:
    """What is confirmed never becomes less than nothing."""
    if correction.contribution.confirmed + correction.change < 0:
        return no(_("Only %(amount)s are confirmed.") % {"amount": euro(correction.contribution.confirmed)})
    return YES


def is_open(correction: Rebooking) -> Verdict:
    if correction.state == Rebooking.State.OPEN:
        return YES
    return no(_("This correction is no longer open: %(state)s.") % {"state": correction.get_state_display()})


def may_agree(person, correction: Rebooking) -> Verdict:
    """Who writes for the organisation that did not propose it, and did not propose it."""
    open_ = is_open(correction)
    if not open_:
        return open_
    role = rules.writes_for(person, correction.other)
    if role and correction.by_id == person.pk:
        return no(_("You proposed this yourself. Somebody else of %(organisation)s has to agree.") % {"organisation": correction.other})
    return role


may_decline = may_agree


def may_withdraw(person, correction: Rebooking) -> Verdict:
    return is_open(correction) and rules.writes_for(person, correction.organisation)
