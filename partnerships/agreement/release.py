"""What a house releases with an agreement: what it gives by it, a year and in all, and for how long; and whose hands wrote it."""

from decimal import Decimal

from partnerships.agreement.edition import Promise, periods
from partnerships.agreement.models import Agreement
from partnerships.approval import actions as approval
from partnerships.approval.house import expectation
from partnerships.approval.models import Subject
from partnerships.approval.why import Expectation
from partnerships.base import clock

YEAR = 12
ENDLESS = Decimal("9999.99")  # months of an agreement without an end: longer than any rule suffices for


def case_of(edition, organisation) -> dict:
    """Amount a year and in all of what this organisation promises to give, the term in months, and which kinds of support it is."""
    given = [promise for promise in edition.promises.all() if promise.giver_id == organisation.pk]
    kinds = {promise.kind for promise in given}
    money = {promise.money_type for promise in given if promise.money_type}
    first = edition.starts_on or (clock.today() if edition.amends_edition else None)  # an amendment begins when all have signed
    bounded = first and edition.ends_on
    return {
        "amount_year": sum((_a_year(promise) for promise in given), Decimal(0)),
        "amount_total": sum((promise.total for promise in given), Decimal(0)),
        "months": Decimal(periods(Promise.Per.MONTH, first, edition.ends_on)) if bounded else ENDLESS,
        "kinds": (*(sorted(kinds) if len(kinds) == 1 else ()), *(sorted(money) if len(money) == 1 else ())),
    }


def _a_year(promise: Promise) -> Decimal:
    """The most it takes within twelve months."""
    return promise.amount * min(promise.periods, YEAR) if promise.per == Promise.Per.MONTH else promise.amount


def hands_of(agreement: Agreement, organisation) -> set:
    """Who wrote an edition for this organisation, or agreed to a part of it."""
    wrote = agreement.editions.filter(organisation=organisation).values_list("by", flat=True)
    said = agreement.stances.filter(organisation=organisation).values_list("person", flat=True)
    return {*wrote, *said}


def expected(agreement: Agreement, organisation) -> Expectation:
    """When this house can decide, and why then, before it is asked; one query."""
    return expectation(organisation, Subject.AGREEMENT, **case_of(agreement.current(), organisation))


def ask(agreement: Agreement, *, organisation, by) -> None:
    """Give the current edition into this house's release. Who has no hand in it and may release it does so by asking.

    When it is granted at once, everything that follows has happened on return.
    """
    approval.ask(
        agreement,
        organisation=organisation,
        subject=Subject.AGREEMENT,
        by=by,
        hands=hands_of(agreement, organisation),
        says_yes=True,
        **case_of(agreement.current(), organisation),
    )


def stop(agreement: Agreement, *, by) -> None:
    """The agreement has moved on: what runs about it ends."""
    approval.end(agreement, by=by)
