from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.annex import actions as annexes
from partnerships.annex.models import Annex
from partnerships.base import clock
from partnerships.base.forms import CONTROL
from partnerships.base.verdict import Refused, require
from partnerships.organisation.models import Organisation
from partnerships.partnership.models import Partnership
from projects.contribution import actions as contributions
from projects.contribution import rules
from projects.contribution.models import Contribution
from projects.contribution.terms import Terms
from projects.draft.models import Draft
from projects.plan import actions as plans
from projects.plan.terms import PlanTerms

MOST_FIELDS, MOST_LETTERS = 400, 4_000


@transaction.atomic
def save(pk: UUID, *, partnership: Partnership, data: dict[str, str], edition, by) -> Draft:
    """Keep what was typed so far under this id, however unfinished. Where somebody else has saved meanwhile, nothing is overwritten."""
    require(rules.may_ask(by, partnership))
    organisation = partnership.party_of(by).organisation
    found = Draft.objects.select_for_update(of=("self",)).select_related("saved_by").filter(pk=pk).first()
    if found and (found.organisation_id != organisation.pk or found.partnership_id != partnership.pk):
        raise Refused(_("This draft belongs to somebody else."))
    if found and found.saved_by_id != by.pk and str(found.edition) != str(edition):
        raise Refused(
            _("%(person)s has saved this draft meanwhile. Nothing was overwritten: please open it in another tab and compare.")
            % {"person": found.saved_by}
        )
    draft = found or Draft(pk=pk, organisation=organisation, partnership=partnership)
    draft.data, draft.saved_by, draft.saved_at = _kept(data), by, clock.now()
    if found:
        draft.edition += 1
    draft.save()
    return draft


def _kept(data: dict[str, str]) -> dict[str, str]:
    """Texts of bounded length, without what no database keeps."""
    items = [(name[:100], CONTROL.sub("", value)[:MOST_LETTERS]) for name, value in data.items() if value.strip()]
    return dict(items[:MOST_FIELDS])


@transaction.atomic
def remove(draft: Draft, *, by) -> None:
    """Delete a draft for good, with its files."""
    require(rules.writes_for(by, draft.organisation))
    for annex in Annex.objects.of(draft):
        annexes.remove(annex, by=by)
    draft.delete()


@transaction.atomic
def send(
    pk: UUID | None, partnership: Partnership, *, giver: Organisation, terms: Terms, plan: PlanTerms | None = None, by
) -> Contribution:
    """Ask, with the plan and the files of the draft if there are any; the draft is gone. Journal: contribution.asked, plan.written,
    annex.added.
    """
    contribution = contributions.ask(partnership, giver=giver, terms=terms, by=by)
    if plan:
        plans.write(contribution, edition=contribution.edition, terms=plan, by=by)
    draft = Draft.objects.visible_to(by).select_for_update().filter(pk=pk, partnership=partnership).first() if pk else None
    if draft:
        annexes.hand_on(draft, contribution, by=by)
        draft.delete()
    return contribution
