from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.seen import unchanged
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from projects.contribution.actions import locked
from projects.contribution.models import Contribution
from projects.examination import rules
from projects.examination.models import Examination


@transaction.atomic
def check(contribution: Contribution, *, edition, by) -> Examination:
    """Everything is there: it can be assessed. Journal: contribution.checked."""
    contribution = locked(contribution)
    require(rules.may_check(by, contribution, Examination.of(contribution)))
    require(contribution.is_current(edition))
    examination = Examination.objects.create(contribution=contribution, checked_by=by, checked_at=clock.now())
    record("contribution.checked", contribution, by=by, organisation=contribution.giver)
    return examination


@transaction.atomic
def assess(contribution: Contribution, *, seen: str, proposal: str, text: str, by) -> Examination:
    """What is proposed to whoever decides, and why; in place of an earlier one. Journal: contribution.assessed, not what is proposed."""
    contribution = locked(contribution)
    examination = Examination.of(contribution)
    require(rules.may_assess(by, contribution, examination))
    require(unchanged(examination, seen))
    if proposal not in Examination.Proposal.values:
        raise Refused(_("Please choose what you propose."))
    if not text.strip():
        raise Refused(_("Please say why."))
    examination.assessed_by, examination.assessed_at = by, clock.now()
    examination.proposal, examination.text = proposal, text.strip()
    examination.save(update_fields=["assessed_by", "assessed_at", "proposal", "text"])
    record("contribution.assessed", contribution, by=by, organisation=contribution.giver)
    return examination
