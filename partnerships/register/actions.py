"""What becomes of a decision, in one transaction each, with its meeting's row locked."""

from django.apps import apps
from django.db import transaction

from partnerships.base.verdict import require
from partnerships.journal.actions import record
from partnerships.meeting.actions import locked, party_for
from partnerships.meeting.course import with_course
from partnerships.meeting.models import Decision
from partnerships.meeting.shapes import Thing
from partnerships.register import rules
from partnerships.register.models import Effect, Lift


def _locked(decision) -> Decision:
    meeting = locked(decision.meeting)
    decision = with_course(Decision.objects.select_related("reservation_of")).get(pk=decision.pk)
    decision.meeting, decision.partnership = meeting, meeting.partnership
    return decision


@transaction.atomic
def lift(decision, *, note: str, by) -> Lift:
    """The house the reservation depends on says that it is lifted, and how; the decision is in force."""
    decision = _locked(decision)
    require(rules.may_lift(by, decision))
    organisation = party_for(decision.partnership, by)
    row = Lift.objects.create(decision=decision, organisation=organisation, person=by, note=note)
    record("decision.lifted", decision, by=by, organisation=organisation, note=note, reservation=decision.reservation)
    return row


@transaction.atomic
def link(decision, *, about: Thing, by) -> Effect:
    """Either side says what the decision has changed; said twice it is linked once."""
    decision = _locked(decision)
    require(rules.may_link(by, decision))
    organisation = party_for(decision.partnership, by)
    row, new = Effect.objects.get_or_create(
        decision=decision,
        about_type=about.type,
        about_id=about.pk,
        defaults={"about_label": about.label[:200], "organisation": organisation, "person": by},
    )
    if new:
        record("decision.linked", decision, by=by, organisation=organisation, thing=row.about_label)
        thing = apps.get_model(about.type)._base_manager.filter(pk=about.pk).first()
        if thing:  # its own history leads back
            origin = {"number": decision.number, "decision": decision.pk}
            record("decision.led_to", thing, by=by, organisation=organisation, partnership=decision.partnership, **origin)
    return row


@transaction.atomic
def unlink(effect, *, by) -> Decision:
    """Linked by mistake: either side takes it out again."""
    decision = _locked(effect.decision)
    require(rules.may_link(by, decision))
    record("decision.unlinked", decision, by=by, organisation=party_for(decision.partnership, by), thing=effect.about_label)
    effect.delete()
    return decision
