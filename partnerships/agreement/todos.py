from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from partnerships.agreement.models import Agreement
from partnerships.agreement.rules import NEGOTIATORS
from partnerships.base import clock
from partnerships.organisation.models import Role
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership, Party, Side
from partnerships.todo.registry import Todo, source

AHEAD = timedelta(days=365)


@source
def agreements(person) -> list[Todo]:
    """Drafts to be finished, texts to be answered or signed, what waits for the other side, what ends within a year; one query."""
    parties = Party.objects.filter(
        partnership=OuterRef("partnership"), state=Party.State.ACTIVE, side__in=[Side.SOCIAL, Side.HOUSING]
    ).order_by("created_at")
    rows = (
        Agreement.objects.negotiated_by(person)
        .filter(
            Q(state__in=[Agreement.State.DRAFT, Agreement.State.OFFERED])
            | Q(state=Agreement.State.ACTIVE, ends_on__lte=clock.today() + AHEAD),
            partnership__state=Partnership.State.ACTIVE,
        )
        .with_yeses()
        .annotate(
            table=ArraySubquery(parties.values(party=JSONObject(id="organisation_id", side="side", name=F("organisation__short_name"))))
        )
        .select_related("partnership")
    )
    return [_todo(agreement, standing_of(person)) for agreement in rows]


def _todo(agreement, standing) -> Todo:
    common = {
        "title": agreement.title,
        "url": agreement.get_absolute_url(),
        "partnership": str(agreement.partnership),
        "icon": "file-earmark-text",
    }
    if agreement.state == Agreement.State.ACTIVE:
        return Todo(waiting="coming", ask=_("The term ends. Please talk about what comes next."), due=agreement.ends_on, **common)
    if agreement.state == Agreement.State.DRAFT:
        waiting = "me" if standing.has(agreement.owner_id, *NEGOTIATORS) else "us"
        return Todo(waiting=waiting, ask=_("Finish the draft and offer it."), since=agreement.created_at, **common)
    return _negotiated(agreement, standing, common | {"since": agreement.turn_since})


def _negotiated(agreement, standing, common: dict) -> Todo:
    yeses = {str(organisation_id) for organisation_id in agreement.yes_ids}
    unsigned = [party for party in agreement.table if party["id"] not in yeses]
    if not unsigned:
        ids = [_uuid(standing, party["id"]) for party in agreement.table if party["id"] in map(str, standing.ids)]
        waiting = "me" if any(standing.has(organisation_id, Role.SIGNATORY) for organisation_id in ids) else "us"
        return Todo(waiting=waiting, ask=_("All who take part have signed. Please bring it into force."), **common)
    sides = {party["side"] for party in unsigned}
    turn = agreement.turn if agreement.turn in sides else sides.pop()  # the last one missing on that side may have left
    mine = [party for party in agreement.table if party["id"] in map(str, standing.ids) and party["side"] == turn]
    missing = [party for party in unsigned if party["side"] == turn]
    open_here = [party for party in mine if party["id"] not in yeses]
    if not open_here:
        return Todo(
            waiting="them", ask=_("Waits for an answer or a signature."), who=", ".join(party["name"] for party in missing), **common
        )
    others_done = all(party["id"] in yeses for party in agreement.table if party["side"] != turn)
    ids = [_uuid(standing, party["id"]) for party in open_here]
    if any(standing.has(organisation_id, Role.SIGNATORY) for organisation_id in ids):
        ask = _("Your signature is missing.") if others_done else _("Please read: sign, or make a counter-proposal.")
        return Todo(waiting="me", ask=ask, **common)
    if not others_done and any(standing.has(organisation_id, *NEGOTIATORS) for organisation_id in ids):
        return Todo(waiting="me", ask=_("Please answer: have it signed, or make a counter-proposal."), **common)
    return Todo(
        waiting="us", ask=_("The signature of %(names)s is missing.") % {"names": ", ".join(party["name"] for party in open_here)}, **common
    )


def _uuid(standing, text: str):
    return next(pk for pk in standing.ids if str(pk) == text)
