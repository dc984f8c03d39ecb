"""What of contributions waits for whom."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from partnerships.organisation.models import Role
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership
from partnerships.todo.registry import Todo, source
from projects.contribution.models import Contribution, Delivery

State = Contribution.State
MOST = 200  # the oldest; the list has them all


@source
def contributions(person) -> list[Todo]:
    """Requests to decide, questions to answer, parts to accept, deliveries to confirm: at this person, its organisation, or the others."""
    standing = standing_of(person)
    if not standing.ids:
        return []
    noters = Delivery.objects.filter(contribution=OuterRef("pk"), confirmed_by=None).order_by().values("noted_by")
    found = (
        Contribution.objects.visible_to(person)
        .filter(state__in=[*Contribution.OPEN, State.DELIVERED], partnership__state=Partnership.State.ACTIVE)
        .select_related("giver", "receiver", "partnership")
        .annotate(noters=ArraySubquery(noters))
        .order_by("state_since")[:MOST]
    )
    return [_todo(person, standing, contribution) for contribution in found]


def _todo(person, standing, contribution: Contribution) -> Todo:
    acts = contribution.giver if contribution.state == State.ASKED else contribution.receiver
    return Todo(
        waiting=_waiting(person, standing, contribution, acts),
        title=contribution.title,
        ask=ASKS[contribution.state](),
        url=contribution.get_absolute_url(),
        since=contribution.state_since,
        who=str(acts),
        partnership=str(contribution.partnership),
        icon="cash-coin",
    )


ASKS = {
    State.ASKED: lambda: _("Decide on the request"),
    State.QUESTION: lambda: _("Answer the question"),
    State.PART: lambda: _("Accept the part granted, or withdraw"),
    State.DELIVERED: lambda: _("Confirm what came"),
}


def _waiting(person, standing, contribution: Contribution, acts) -> str:
    if acts.pk not in standing.organisations:
        return "them"
    if contribution.state == State.ASKED:
        mine = standing.has(acts.pk, Role.APPROVER) and person.pk not in contribution.hands
    elif contribution.state == State.DELIVERED:
        mine = standing.writes_for(acts.pk) and any(noter != person.pk for noter in contribution.noters)
    else:
        mine = standing.writes_for(acts.pk)
    return "me" if mine else "us"
