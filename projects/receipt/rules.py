"""May I? Receipts are the affair of the house that receives the money."""

from datetime import date

from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.templatetags.portal import day
from partnerships.base.valuation import Kind
from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.organisation.standing import standing_of
from projects.contribution.models import Contribution
from projects.contribution.rules import writes_for
from projects.receipt.models import Receipt


def sees_single(person, contribution: Contribution) -> bool:
    """Does the person belong to the house whose receipts these are?"""
    return contribution.receiver_id in standing_of(person).organisations


def has_receipts(contribution: Contribution) -> Verdict:
    if contribution.kind != Kind.MONEY:
        return no(_("Receipts belong to grants of money."))
    if contribution.state not in Contribution.PROMISED:
        return no(_("Receipts can be entered once the money is granted."))
    return YES


def may_enter(person, contribution: Contribution) -> Verdict:
    return first_no(has_receipts(contribution), writes_for(person, contribution.receiver))


def is_open_for(contribution: Contribution, on: date) -> Verdict:
    """Is the list of receipts not closed for this day? One query."""
    closed = getattr(contribution, "book", None)
    if closed is None or closed.closed_through is None or on > closed.closed_through:
        return YES
    if closed.closed_through.year >= 9999:
        return no(_("The proof of use was handed in. Receipts are closed unless the giver returns it."))
    return no(_("The use of the money until %(day)s was proven. Receipts until then are closed.") % {"day": day(closed.closed_through)})


def is_plausible_day(contribution: Contribution, on: date) -> Verdict:
    """Paid until today, and not years off the period."""
    if on > clock.today():
        return no(_("This day is still to come. Please enter what is paid already."))
    if on.year < contribution.starts_on.year - 1 or on.year > contribution.ends_on.year + 1:
        return no(
            _("This day is years away from the period of the grant, %(start)s to %(end)s. Please check the year.")
            % {"start": day(contribution.starts_on), "end": day(contribution.ends_on)}
        )
    return YES


def may_edit(person, receipt: Receipt) -> Verdict:
    """Until its proof goes on its way; after that the database refuses it, too."""
    if receipt.struck_at:
        return no(_("This receipt was struck on %(day)s.") % {"day": day(receipt.struck_at)})
    if receipt.fixed_at:
        return no(_("This receipt belongs to a proof of use that was handed in, and does not change any more."))
    return writes_for(person, receipt.contribution.receiver)


def may_strike(person, receipt: Receipt) -> Verdict:
    return may_edit(person, receipt)


def may_add_file(person, receipt: Receipt) -> Verdict:
    """Another page, or a better picture."""
    return may_edit(person, receipt)
