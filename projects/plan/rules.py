"""A plan balances, and asks the partner for what the request asks for."""

from decimal import Decimal

from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import euro
from partnerships.base.valuation import Kind
from partnerships.base.verdict import YES, Verdict, first_no, no
from projects.contribution import rules as contributions
from projects.contribution.models import Contribution
from projects.plan.models import Sums


def may_edit(person, contribution: Contribution, *, planned: bool) -> Verdict:
    """The receiver, as long as nothing binds, and once if what binds has no plan yet: afterwards a change request changes it."""
    if contribution.kind != Kind.MONEY:
        return no(_("Only money has a cost and financing plan."))
    if contribution.state not in Contribution.PROMISED:
        return first_no(contributions.is_open(contribution), contributions.writes_for(person, contribution.receiver))
    if planned:
        return no(_("The plan binds with the grant. A change request changes it."))
    return contributions.writes_for(person, contribution.receiver)


def is_balanced(sums: Sums) -> Verdict:
    """Costs and financing are the same sum; the no names the difference."""
    if not sums.cost:
        return no(_("Please enter at least one line of costs."))
    if sums.balanced:
        return YES
    words = {"cost": euro(sums.cost), "income": euro(sums.income), "difference": euro(abs(sums.difference))}
    if sums.difference < 0:
        return no(_("The plan does not balance: costs of %(cost)s, financing of %(income)s. %(difference)s are missing.") % words)
    return no(_("The plan does not balance: costs of %(cost)s, financing of %(income)s. %(difference)s are too much.") % words)


def expected_of(contribution: Contribution) -> Decimal:
    """What is granted or offered, where there is an answer already, else what is asked for."""
    return contribution.granted or (contribution.offered if contribution.state == Contribution.State.PART else contribution.asked)


def asks_for(sums: Sums, contribution: Contribution) -> Verdict:
    """The partner's line is what the contribution is about."""
    return names(sums, expected_of(contribution))


def names(sums: Sums, expected: Decimal) -> Verdict:
    if sums.partner == expected:
        return YES
    return no(
        _("The plan expects %(planned)s from the partner, it is about %(asked)s. Please enter the same amount.")
        % {"planned": euro(sums.partner), "asked": euro(expected)}
    )
