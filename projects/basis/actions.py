from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.money import cents
from partnerships.base.templatetags.portal import number
from partnerships.base.verdict import Refused, require
from projects.basis.models import Counted
from projects.booking.models import Booking
from projects.contribution import deliveries, doubts, rules
from projects.contribution.actions import locked
from projects.contribution.models import Contribution, Delivery


@transaction.atomic
def count(contribution: Contribution, *, by) -> Delivery:
    """Note as one delivery all bookings that took place and are not counted yet: their share of the hours for which the room is open.

    Journal: that of the delivery. What is unusual about it follows from bookings that both have agreed on, and is meant.
    """
    contribution = locked(contribution)
    require(rules.may_count(by, contribution))
    rows = Booking.objects.took_place().filter(contribution=contribution, counted=None)
    found = list(rows.select_for_update(of=("self",)).order_by("ends_at"))
    hours = sum((booking.hours for booking in found), Decimal(0))
    months = cents(hours / contribution.open_hours)
    if not found:
        raise Refused(_("No booking that took place is left to be counted."))
    if not months:
        raise Refused(_("What took place is too little to be counted yet: it counts from a hundredth of a month on."))
    on = found[-1].ends_at.astimezone(clock.BERLIN).date()
    unusual = doubts.on_noting(contribution, on=on, amount=contribution.worth(months), quantity=months)
    note, meant = _("Bookings: %(hours)s hours") % {"hours": number(hours)}, [doubt.key for doubt in unusual]
    delivery = deliveries.deliver(contribution, on=on, quantity=months, note=note, meant=meant, of_bookings=True, by=by)
    Counted.objects.bulk_create(Counted(booking=booking, delivery=delivery) for booking in found)
    return delivery
