"""What should not happen by a slip: more than was promised, or a day outside the agreed period. It is told, ticked knowingly, then kept.

A doubt has a key that names what it is about ("surplus:50.00"), so that a tick given for 50 € does not count for 5,000 €. Twelve months
rounded one by one may differ from the year by some cents: as long as no more months or hours came than were promised, that is no surplus.
A payment of a call for funds is not doubted for its day: both agreed on when its instalment is due, a final one after the end.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import day, euro
from partnerships.base.verdict import YES, Verdict, no
from projects.contribution.models import Contribution, Delivery

ZERO = Decimal(0)


@dataclass(frozen=True)
class Doubt:
    """`note` says in a few words what is unusual, `sentence` asks to check it, `tick` is what a person confirms."""

    key: str
    note: str
    sentence: str
    tick: str


def on_noting(
    contribution: Contribution,
    *,
    on: date,
    amount: Decimal,
    quantity: Decimal | None,
    instead_of: Delivery | None = None,
    of_call: bool = False,
) -> list[Doubt]:
    """Doubts about a delivery to be noted, or corrected: then what stood there before does not count. At most one query."""
    others = contribution.deliveries.exclude(pk=instead_of.pk) if instead_of else contribution.deliveries
    value = contribution.delivered - (instead_of.amount if instead_of else ZERO) + amount
    excess = value - contribution.granted
    if excess > 0 and contribution.promised_units is not None:
        units = (others.aggregate(units=Sum("quantity"))["units"] or ZERO) + (quantity or ZERO)
        excess = contribution.excess(value, units)
    return _surplus(excess) + ([] if of_call else _outside(contribution, on))


def on_confirming(delivery: Delivery, confirmed_units: Decimal | None = None) -> list[Doubt]:
    """Doubts about confirming this delivery; one query where units are counted and not given."""
    contribution = delivery.contribution
    value = contribution.confirmed + delivery.amount
    excess = value - contribution.granted
    if excess > 0 and contribution.promised_units is not None:
        if confirmed_units is None:
            known = contribution.deliveries.filter(confirmed_at__isnull=False).aggregate(units=Sum("quantity"))
            confirmed_units = known["units"] or ZERO
        excess = contribution.excess(value, confirmed_units + (delivery.quantity or ZERO))
    return _surplus(excess) + ([] if delivery.of_call else _outside(contribution, delivery.on))


def are_meant(doubts: list[Doubt], ticked: Collection[str]) -> Verdict:
    """Was each of them ticked, as it is now?"""
    open_ones = [doubt.sentence for doubt in doubts if doubt.key not in ticked]
    return no(" ".join(open_ones)) if open_ones else YES


def _surplus(excess: Decimal) -> list[Doubt]:
    if excess <= 0:
        return []
    more = {"amount": euro(excess)}
    return [
        Doubt(
            f"surplus:{excess:.2f}",
            _("%(amount)s more than promised") % more,
            _("With this, %(amount)s more than promised came. Please check it.") % more,
            _("Yes, that is right: %(amount)s more than promised came.") % more,
        )
    ]


def _outside(contribution: Contribution, on: date) -> list[Doubt]:
    if contribution.starts_on <= on <= contribution.ends_on:
        return []
    names = {"day": day(on), "start": day(contribution.starts_on), "end": day(contribution.ends_on)}
    return [
        Doubt(
            f"outside:{on.isoformat()}",
            _("outside the agreed period"),
            _("%(day)s lies outside the agreed period from %(start)s to %(end)s. Please check the day.") % names,
            _("Yes, that is right: it came on %(day)s, outside the agreed period.") % names,
        )
    ]
