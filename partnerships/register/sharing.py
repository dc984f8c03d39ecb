"""A link between a decision and what came of it is told to both sides: at once, or as soon as both see the thing."""

from django.apps import apps
from django.db import transaction

from partnerships.journal.actions import record
from partnerships.meeting.actions import locked
from partnerships.meeting.course import with_course
from partnerships.meeting.models import Decision
from partnerships.register.models import Effect


def locked_decision(decision) -> Decision:
    """The decision as it is now, with the row of its meeting held."""
    meeting = locked(decision.meeting)
    decision = with_course(Decision.objects.select_related("reservation_of")).get(pk=decision.pk)
    decision.meeting, decision.partnership = meeting, meeting.partnership
    return decision


def tell(effect: Effect, decision) -> None:
    """The history of the decision leads to the thing, that of the thing back to the decision."""
    by, organisation = effect.person, effect.organisation
    record("decision.linked", decision, by=by, organisation=organisation, thing=effect.about_label)
    if thing := _thing_of(effect):
        whence = {"number": decision.number, "decision": decision.pk}
        record("decision.led_to", thing, by=by, organisation=organisation, partnership=decision.partnership, **whence)


def _thing_of(effect: Effect):
    return apps.get_model(effect.about_type)._base_manager.filter(pk=effect.about_id).first()


@transaction.atomic
def share(effect: Effect) -> None:
    """Both sides see the thing by now: its link is told to both, in the name of whoever made it, by the title that both read."""
    decision = locked_decision(effect.decision)
    effect = Effect.objects.select_related("person", "organisation").get(pk=effect.pk)
    if effect.internal_to_id:
        effect.internal_to, effect.about_label = None, str(_thing_of(effect) or effect.about_label)[:200]
        effect.save(update_fields=["internal_to", "about_label"])
        tell(effect, decision)
