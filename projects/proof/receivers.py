"""What follows when the receiver's house has released a proof, or has not, and when the ledger's row of a repayment was answered."""

from django.dispatch import receiver

from partnerships.approval.registry import on_decided, parties_of
from partnerships.approval.release import Release
from projects.ledger.events import rebooking_answered
from projects.proof import actions, blockers, reclaims
from projects.proof.models import Proof


@on_decided(Proof)
def after_release(release: Release, by) -> None:
    """The last yes hands it in; a no, or taking it back, lets it be written again."""
    proof = actions.locked(Proof.objects.select_related("contribution").get(pk=release.subject_id))
    if proof.state != Proof.State.RELEASING:
        return
    if release.state == Release.State.GRANTED:
        actions.hand_in(proof, by=by)
    else:
        actions.give_back(proof, by=by)


@parties_of(Proof)
def giver_and_receiver(proof: Proof) -> set:
    return {proof.contribution.giver_id, proof.contribution.receiver_id}


@receiver(rebooking_answered, dispatch_uid="repayments answered")
def repayment_answered(sender, rebooking, by, **kwargs) -> None:
    reclaims.repayment_answered(rebooking, by=by)


__all__ = ["blockers"]  # registered by this import
