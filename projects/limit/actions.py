from datetime import timedelta

from django.db import transaction

from partnerships.base import clock
from partnerships.base.verdict import require
from partnerships.journal.actions import record
from partnerships.journal.changes import changes
from partnerships.organisation.models import Organisation
from projects.limit import rules
from projects.limit.models import Limits

STEPS = {"asked": ("giver_id", "decide"), "question": ("receiver_id", "answer"), "part": ("receiver_id", "accept")}


def set_due(contribution) -> None:
    """The day of the step a contribution has just come to; none where it waits for nobody. The caller saves `due_on`.

    While a decision is released inside the house, the giver's day goes on.
    """
    if contribution.state == "releasing":
        return
    who, step = STEPS.get(contribution.state, ("", ""))
    days = getattr(Limits.of(getattr(contribution, who)), step) if who else None
    contribution.due_on = clock.today() + timedelta(days=days) if days else None


@transaction.atomic
def change(organisation: Organisation, *, days: dict[str, int], by) -> Limits:
    """Set how long the organisation's own steps may take, from the next step on. Journal: limits.changed (internal)."""
    require(rules.may_change(by, organisation))
    limits, _made = Limits.objects.select_for_update().get_or_create(organisation=organisation)
    if not (changed := changes(limits, days)):
        return limits
    for name, value in days.items():
        setattr(limits, name, value)
    limits.edition += 1
    limits.full_clean()
    limits.save(update_fields=[*days, "edition"])
    record("limits.changed", organisation, by=by, organisation=organisation, internal_to=organisation, changes=changed)
    return limits
