"""What an agreement promises appears in the ledger by itself, in the transaction in which the last party signs."""

from decimal import Decimal

from django.dispatch import receiver

from partnerships.agreement.edition import Promise
from partnerships.agreement.models import Agreement, agreement_signed
from partnerships.base import clock, money
from partnerships.base.valuation import VALUED, Kind, value
from partnerships.journal.actions import record
from partnerships.partnership.models import Party
from projects.contribution.models import Contribution


@receiver(agreement_signed, dispatch_uid="contributions of promises")
def write_promises(sender, agreement: Agreement, by=None, **kwargs) -> None:
    """One contribution for each promise of the current edition, granted for its whole term; sent twice, written once."""
    written = set(Contribution.objects.filter(agreement=agreement).values_list("promise_id", flat=True))
    parties = Party.objects.filter(partnership=agreement.partnership_id, state=Party.State.ACTIVE)
    sides = dict(parties.values_list("organisation_id", "side"))
    promises = agreement.current().promises.select_related("giver", "receiver")
    for promise in promises:
        if promise.pk not in written:
            contribution = _contribution_of(promise, agreement, sides)
            record(
                "contribution.promised",
                contribution,
                by=by,
                organisation=promise.giver,
                receiver=str(promise.receiver),
                amount=contribution.granted,
                agreement=str(agreement),
            )


def _counted(promise: Promise, total: Decimal) -> dict:
    """Quantity, rate and months in which deliveries are counted: hours of the whole term, or months of the area. Where the promised
    amount is not what they make of it, to a cent for each time, the amount counts and the rate is left out.
    """
    if promise.kind not in VALUED or not promise.quantity or not promise.rate:
        return {}
    months = Decimal(promise.periods) if promise.kind == Kind.ROOMS else None
    quantity = promise.quantity if months else money.cents(promise.quantity * promise.periods)
    counted = value(promise.kind, quantity=quantity, rate=promise.rate, months=months)
    if abs(counted - total) > money.CENT * promise.periods:
        return {"quantity": quantity}
    offered = {"offered_quantity": quantity, "offered_months": months}
    return {"quantity": quantity, "rate": promise.rate, "months": months} | offered


def _contribution_of(promise: Promise, agreement: Agreement, sides: dict) -> Contribution:
    """Granted for the whole term: the total that both sides signed."""
    total = promise.total
    return Contribution.objects.create(
        partnership=agreement.partnership,
        agreement=agreement,
        promise=promise,
        giver=promise.giver,
        receiver=promise.receiver,
        giver_side=sides[promise.giver_id],
        receiver_side=sides[promise.receiver_id],
        kind=promise.kind,
        money_type=promise.money_type,
        title=promise.title,
        starts_on=promise.starts_on,
        ends_on=promise.ends_on,
        rate_source=promise.rate_source,
        asked=total,
        offered=total,
        granted=total,
        state=Contribution.State.GRANTED,
        state_since=clock.now(),
        asked_at=clock.now(),
        **_counted(promise, total),
    )
