"""What an agreement promises appears in the ledger by itself, in the transaction in which the last party signs, and follows its text; a
decision that the giver has released inside its house becomes the answer to the request.
"""

from django.dispatch import receiver

from partnerships.agreement.models import Agreement, agreement_amended, agreement_signed
from partnerships.agreement.objections import objecting
from partnerships.approval.registry import expecting, on_decided, parties_of
from partnerships.approval.release import Release
from partnerships.organisation.models import crew_changed
from projects.contribution import actions, news, promised
from projects.contribution import release as request_release
from projects.contribution.models import Contribution


@on_decided(Contribution)
def after_release(release: Release, by) -> None:
    """The last step has released the proposal, or the house or whoever proposed it has stopped it."""
    contribution = Contribution.objects.get(pk=release.subject_id)
    if contribution.state != Contribution.State.RELEASING:
        return  # decided alone, in the same breath: the decision itself goes on
    if release.state == Release.State.GRANTED:
        actions.settle_released(contribution, by=by)
    else:
        actions.give_back(contribution, by=by)


@parties_of(Contribution)
def giver_and_receiver(contribution: Contribution) -> set:
    return {contribution.giver_id, contribution.receiver_id}


@receiver(crew_changed, dispatch_uid="requests without anybody to decide")
def look_after_requests(sender, organisation, **kwargs) -> None:
    """Somebody has left the giver: is there still an approver for every request that waits there?"""
    news.nobody_decides(organisation)


@expecting
def requests(organisation, before, after) -> None:
    request_release.renew(organisation, before, after)


@receiver(agreement_signed, dispatch_uid="contributions of promises")
def write_promises(sender, agreement: Agreement, by=None, **kwargs) -> None:
    """Of an amendment only when it becomes a part of its agreement; sent twice, written once."""
    if not agreement.amends_id:
        promised.write(agreement, by=by)


@receiver(agreement_amended, dispatch_uid="contributions of amended promises")
def carry_on_promises(sender, agreement: Agreement, before, after, on, **kwargs) -> None:
    promised.carry_on(agreement, before=before, after=after, on=on)


objecting(promised.less_than_confirmed, came_rows=promised.came_of)
