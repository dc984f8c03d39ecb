"""What becomes of a decision, in one transaction each, with its meeting's row locked."""

from django.db import transaction

from partnerships.base.verdict import require
from partnerships.journal.actions import record
from partnerships.meeting.actions import party_for
from partnerships.meeting.shapes import Thing
from partnerships.register import rules
from partnerships.register.models import Effect, Lift
from partnerships.register.sharing import locked_decision, share, tell


@transaction.atomic
def lift(decision, *, note: str, by) -> Lift:
    """The house the reservation depends on says that it is lifted, and how; the decision is in force."""
    decision = locked_decision(decision)
    require(rules.may_lift(by, decision))
    organisation = party_for(decision.partnership, by)
    row = Lift.objects.create(decision=decision, organisation=organisation, person=by, note=note)
    record("decision.lifted", decision, by=by, organisation=organisation, note=note, reservation=decision.reservation)
    return row


@transaction.atomic
def link(decision, *, about: Thing, internal: bool = False, by) -> Effect:
    """Either side says what the decision has changed; said twice it is linked once. `internal`: only the own house sees the thing so far;
    nobody else is told of it until the thing is shared.
    """
    decision = locked_decision(decision)
    require(rules.may_link(by, decision))
    organisation = party_for(decision.partnership, by)
    row, new = Effect.objects.get_or_create(
        decision=decision,
        about_type=about.type,
        about_id=about.pk,
        defaults={
            "about_label": about.label[:200],
            "organisation": organisation,
            "person": by,
            "internal_to": organisation if internal else None,
        },
    )
    if new and not internal:
        tell(row, decision)
    elif row.internal_to_id and not internal:
        share(row)
    return row


@transaction.atomic
def unlink(effect, *, by):
    """Linked by mistake: either side takes it out again."""
    decision = locked_decision(effect.decision)
    require(rules.may_link(by, decision))
    if effect.internal_to_id is None:
        record("decision.unlinked", decision, by=by, organisation=party_for(decision.partnership, by), thing=effect.about_label)
    effect.delete()
    return decision
