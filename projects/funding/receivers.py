"""A call is through its release, its payment was confirmed on the page of the contribution, or set right in the ledger."""

from django.dispatch import receiver

from partnerships.approval.registry import on_decided, parties_of
from partnerships.approval.release import Release
from projects.contribution.events import delivery_confirmed
from projects.funding import actions, blockers
from projects.funding.models import Call
from projects.ledger.events import rebooking_answered
from projects.ledger.models import Rebooking


@on_decided(Call)
def after_release(release: Release, by) -> None:
    call = Call.objects.get(pk=release.subject_id)
    if call.state != Call.State.RELEASING:
        return  # released alone, in the same breath: the call itself goes on
    if release.state == Release.State.GRANTED:
        actions.settle(call, by=by)
    else:
        actions.give_back(call, by=by)


@parties_of(Call)
def giver_and_receiver(call: Call) -> set:
    return {call.contribution.giver_id, call.contribution.receiver_id}


@receiver(delivery_confirmed, dispatch_uid="calls received")
def money_came(sender, delivery, by, **kwargs) -> None:
    actions.received(delivery, by=by)


@receiver(rebooking_answered, dispatch_uid="payments set right")
def payment_set_right(sender, rebooking, by, **kwargs) -> None:
    if rebooking.state == Rebooking.State.AGREED:
        actions.rebooked(rebooking, by=by)


__all__ = ["blockers"]  # the blockers of this slice stand there and are registered by its import
