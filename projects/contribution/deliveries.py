"""The verbs of a delivery: note, correct, take back, confirm. They keep the sums of the contribution, under its row lock."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from partnerships.base import clock, money
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes
from projects.contribution import doubts, rules
from projects.contribution.actions import locked
from projects.contribution.events import delivery_confirmed
from projects.contribution.models import Contribution, Delivery
from projects.pot import booking as pots

ZERO = Decimal(0)


def settle(contribution: Contribution, verb: str) -> None:
    """Sums and state follow from the deliveries, and what is spent of a pot. The caller holds the row's lock."""
    sums = contribution.deliveries.aggregate(
        delivered=Sum("amount", default=ZERO),
        confirmed=Sum("amount", filter=Q(confirmed_at__isnull=False), default=ZERO),
        units=Sum("quantity", filter=Q(confirmed_at__isnull=False), default=ZERO),
    )
    contribution.delivered, contribution.confirmed = sums["delivered"], sums["confirmed"]
    contribution.move_to(verb, contribution.settled_state(sums["units"]))
    contribution.save(update_fields=["delivered", "confirmed", "state", "state_since"])
    pots.spend(contribution)


def worth_of(contribution: Contribution, *, quantity: Decimal | None, amount: Decimal | None) -> Decimal:
    """The value of what came: months or hours at the agreed rate, or the amount itself."""
    if contribution.valued:
        if quantity is None:
            raise Refused(_("Please say how many %(unit)s.") % {"unit": contribution.delivery_unit})
        amount = contribution.worth(quantity)
    if amount is None:
        raise Refused(_("Please say how much came."))
    amount = money.cents(amount)
    if not 0 < amount <= money.MOST:
        raise Refused(_("Please check the amount."))
    return amount


@transaction.atomic
def deliver(
    contribution: Contribution,
    *,
    on: date,
    quantity: Decimal | None = None,
    amount: Decimal | None = None,
    note: str = "",
    meant: Collection[str] = (),
    of_call: bool = False,
    of_bookings: bool = False,
    by,
) -> Delivery:
    """Giver or receiver note that something came: months (rooms), hours (time) or an amount. Journal: contribution.delivered.

    More than was promised, or outside the agreed period, is kept when it is meant: `meant` holds the keys of doubts.on_noting().
    """
    contribution = locked(contribution)
    require(rules.may_count(by, contribution) if of_bookings else rules.may_deliver(by, contribution))
    require(rules.is_plausible_day(contribution, on))
    noted_for = rules.parties_first_mine(by, contribution)[0]
    worth = worth_of(contribution, quantity=quantity, amount=amount)
    require(doubts.are_meant(doubts.on_noting(contribution, on=on, amount=worth, quantity=quantity, of_call=of_call), meant))
    delivery = Delivery.objects.create(
        contribution=contribution,
        on=on,
        quantity=quantity if contribution.valued else None,
        rate=contribution.rate if contribution.valued else None,
        amount=worth,
        note=note,
        noted_by=by,
        noted_for=noted_for,
        of_call=of_call,
    )
    settle(contribution, "deliver")
    record("contribution.delivered", contribution, by=by, organisation=noted_for, amount=delivery.amount, on=on)
    return delivery


def _locked_with(delivery: Delivery) -> tuple[Contribution, Delivery]:
    """The contribution first, as every delivery verb does, then the delivery as it is now; says so when it is gone."""
    contribution = locked(delivery.contribution)
    fresh = Delivery.objects.select_related("confirmed_by", "noted_for").filter(pk=delivery.pk).first()
    if fresh is None:
        raise Refused(_("Meanwhile this delivery was taken back."))
    fresh.contribution = contribution
    return contribution, fresh


@transaction.atomic
def correct(
    delivery: Delivery,
    *,
    edition,
    on: date,
    quantity: Decimal | None = None,
    amount: Decimal | None = None,
    note: str = "",
    meant: Collection[str] = (),
    by,
) -> Delivery:
    """Who noted it corrects it before it is confirmed: a new edition; `meant` as in deliver(). Journal with old and new value."""
    contribution, delivery = _locked_with(delivery)
    require(rules.may_correct(by, delivery))
    require(rules.is_noted_by_hand(contribution))
    require(delivery.is_current(edition))
    require(rules.is_plausible_day(contribution, on))
    before, worth = delivery.amount, worth_of(contribution, quantity=quantity, amount=amount)
    require(doubts.are_meant(doubts.on_noting(contribution, on=on, amount=worth, quantity=quantity, instead_of=delivery), meant))
    counted = {"quantity": quantity, "rate": contribution.rate} if contribution.valued else {"quantity": None, "rate": None}
    new = {"on": on, "amount": worth, "note": note} | counted
    if not changes(delivery, new):
        return delivery
    for name, value in new.items():
        setattr(delivery, name, value)
    delivery.noted_by = by
    delivery.edition += 1
    delivery.save(update_fields=["on", "quantity", "rate", "amount", "note", "noted_by", "edition"])
    settle(contribution, "correct")
    record(
        "contribution.delivery_corrected",
        contribution,
        by=by,
        organisation=delivery.noted_for,
        amount_before=before,
        amount=delivery.amount,
        on=on,
    )
    return delivery


@transaction.atomic
def take_back(delivery: Delivery, *, edition, by, of_call: bool = False) -> Contribution:
    """Who noted it takes it back before it is confirmed: the row goes, its history and a journal line stay.

    The payment of a call for funds is taken back by the call (`of_call`).
    """
    contribution, delivery = _locked_with(delivery)
    require(rules.may_undo(by, delivery) if of_call else rules.may_correct(by, delivery))
    require(delivery.is_current(edition))
    amount, on, organisation = delivery.amount, delivery.on, delivery.noted_for
    delivery.delete()
    settle(contribution, "take_back")
    record("contribution.delivery_taken_back", contribution, by=by, organisation=organisation, amount=amount, on=on)
    return contribution


@transaction.atomic
def confirm(delivery: Delivery, *, edition, meant: Collection[str] = (), by) -> Delivery:
    """The receiver confirms what came, never by the person who noted it: from now on the row is final. Journal: contribution.confirmed.

    More than was promised, or outside the agreed period, is confirmed when it is meant: `meant` holds the keys of doubts.on_confirming().
    """
    contribution, delivery = _locked_with(delivery)
    require(rules.may_confirm(by, delivery))
    require(delivery.is_current(edition))
    require(doubts.are_meant(doubts.on_confirming(delivery), meant))
    delivery.confirmed_by, delivery.confirmed_at = by, clock.now()
    delivery.save(update_fields=["confirmed_by", "confirmed_at"])
    settle(contribution, "confirm")
    record(
        "contribution.confirmed",
        contribution,
        by=by,
        organisation=contribution.receiver,
        amount=delivery.amount,
        on=delivery.on,
    )
    delivery_confirmed.send(Delivery, delivery=delivery, by=by)
    return delivery
