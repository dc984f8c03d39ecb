"""Which kind of support is it? Nine kinds, what each means for tax and proof, and the five questions that lead to one.

The kind is the field with the widest consequences: it decides proof, VAT, receipts and wording. Orientation, no tax advice.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.base.valuation import Kind, MoneyType


class SupportType(models.TextChoices):
    """Kinds of money, and what is no money."""

    PUBLIC = MoneyType.PUBLIC.value, _("Public grant")
    SUBSIDY = MoneyType.SUBSIDY.value, _("Earmarked grant")
    DONATION = MoneyType.DONATION.value, _("Donation")
    MEMBERSHIP = MoneyType.MEMBERSHIP.value, _("Membership fee")
    SPONSORING = MoneyType.SPONSORING.value, _("Sponsoring")
    FEE = MoneyType.FEE.value, _("Payment for a service")
    LOAN = MoneyType.LOAN.value, _("Loan or guarantee")
    IN_KIND = "sachleistung", _("Goods or rooms")
    STAFF = "personal", _("Staff time")


BY_KIND = {
    Kind.ROOMS: SupportType.IN_KIND,
    Kind.GOODS: SupportType.IN_KIND,
    Kind.TIME: SupportType.STAFF,
    Kind.VOLUNTEER: SupportType.STAFF,
}


def support_type(kind: str, money_type: str = "") -> SupportType | None:
    """What a promise or a contribution is, money or not."""
    if kind == Kind.MONEY:
        return SupportType(money_type) if money_type else None
    return BY_KIND.get(Kind(kind))


# what follows for tax and proof
HINTS = {
    SupportType.PUBLIC: _("From a public budget: earmarked, nothing in return, not taxable as a rule. Proof with report and figures."),
    SupportType.SUBSIDY: _("For the work of the charity, nothing in return. Not taxable as a rule. Proof as agreed."),
    SupportType.DONATION: _("Voluntary and without anything in return. The charity issues a donation receipt on the official form."),
    SupportType.MEMBERSHIP: _("Fee of a supporting member, without a service for this member. Not taxable as a rule."),
    SupportType.SPONSORING: _("For being named. A plain mention is free of tax; a link, emphasis or advertising is taxable."),
    SupportType.FEE: _("Payment for an order. Taxable as a rule, with an invoice. Belongs into a service contract."),
    SupportType.LOAN: _("Is paid back, or guarantees a debt. Needs a contract of its own with a schedule; it is no income."),
    SupportType.IN_KIND: _(
        "The use of rooms or things gives no donation receipt, only its value for transparency. "
        "A receipt is possible when ownership passes."
    ),
    SupportType.STAFF: _(
        "Hours of people who stay with their employer. No donation receipt. Lending staff for money is taxable and may need a permit."
    ),
}


def all_types() -> list[tuple[str, str]]:
    """Name and hint of every kind."""
    return [(str(each.label), str(HINTS[each])) for each in SupportType]


@dataclass(frozen=True)
class Answer:
    """Where the questions end: the kind of support, and what the fields of a form are set to."""

    type: SupportType
    kind: str = Kind.MONEY
    money_type: str = ""

    @property
    def hint(self):
        return HINTS[self.type]


@dataclass(frozen=True)
class Question:
    text: Any
    answers: tuple[tuple[Any, "Question | Answer"], ...]
    help: Any = ""


def _money(money_type: MoneyType) -> Answer:
    return Answer(SupportType(money_type.value), Kind.MONEY, money_type.value)


QUESTIONS = Question(
    _("Is it money?"),
    (
        (
            _("No: rooms, things or working time"),
            Question(
                _("What is it?"),
                (
                    (_("A room"), Answer(SupportType.IN_KIND, Kind.ROOMS)),
                    (_("A thing"), Answer(SupportType.IN_KIND, Kind.GOODS)),
                    (_("Working time"), Answer(SupportType.STAFF, Kind.TIME)),
                ),
            ),
        ),
        (_("Yes, and it is paid back or only guaranteed"), _money(MoneyType.LOAN)),
        (
            _("Yes, to keep"),
            Question(
                _("Does the giver get something for it that was agreed?"),
                (
                    (
                        _("Yes"),
                        Question(
                            _("What does the giver get?"),
                            (
                                (_("A service, for example advice for its tenants"), _money(MoneyType.FEE)),
                                (_("Advertising: a link, its logo with emphasis, a stand"), _money(MoneyType.SPONSORING)),
                            ),
                        ),
                    ),
                    (
                        _("No, it is at most named without emphasis"),
                        Question(
                            _("Does it come from a public budget?"),
                            (
                                (_("Yes: city, state, federal government"), _money(MoneyType.PUBLIC)),
                                (
                                    _("No"),
                                    Question(
                                        _("Does the giver want a donation receipt, or is it a member?"),
                                        (
                                            (_("It wants a donation receipt"), _money(MoneyType.DONATION)),
                                            (_("It pays a member's fee"), _money(MoneyType.MEMBERSHIP)),
                                            (_("Neither: it funds a purpose"), _money(MoneyType.SUBSIDY)),
                                        ),
                                    ),
                                ),
                            ),
                        ),
                    ),
                ),
                help=_("Whether the public also benefits does not matter. What counts is whether this giver gets a benefit of its own."),
            ),
        ),
    ),
)
