"""What happens to an agreement when a house has decided about its release."""

from partnerships.agreement import rules, signing
from partnerships.agreement.models import Agreement
from partnerships.approval.registry import may_take_back, on_decided
from partnerships.approval.release import Release
from partnerships.base.verdict import Verdict


@on_decided(Agreement)
def released(release: Release, by) -> None:
    """Inside the transaction of the decision, the agreement's row locked. A release of an edition that has moved on changes nothing."""
    agreement = release.thing
    if release.edition != agreement.edition:
        return
    if release.state == Release.State.GRANTED:
        signing.granted(agreement, organisation=release.organisation, by=by)
    elif release.state == Release.State.WITHDRAWN:
        signing.withdrawn(agreement, organisation=release.organisation, by=by)


@may_take_back(Agreement)
def until_all_have_signed(release: Release, person) -> Verdict:
    return rules.may_take_back_release(release.thing, release)
