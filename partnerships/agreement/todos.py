from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import OPEN, VALID, State
from partnerships.agreement.rules import NEGOTIATORS
from partnerships.agreement.signature import Signature
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.organisation.models import Membership, Role
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership, Party, Side
from partnerships.todo.registry import Todo, source

AHEAD = timedelta(days=365)
SIGNATORIES = (Role.SIGNATORY,)
# what is asked of those whose turn it is, and of whom in their house; the same seen from the other side
ASKS = {
    State.IDEA: (gettext_lazy("Say what you think of this idea: write a draft, or let it go."), NEGOTIATORS),
    State.DRAFT: (gettext_lazy("Finish the draft and offer it."), NEGOTIATORS),
    State.REVIEW: (gettext_lazy("Answer: agree, or say what should change."), NEGOTIATORS),
    State.COUNTER: (gettext_lazy("Answer the counter-proposal: agree, or say what should change."), NEGOTIATORS),
    State.AGREED: (gettext_lazy("The text is agreed: give it into the release of your house."), NEGOTIATORS),
    State.RELEASE: (gettext_lazy("Give the text into the release of your house."), NEGOTIATORS),
    State.SIGNING: (gettext_lazy("Your signature is missing."), SIGNATORIES),
}
WAITS = {
    State.IDEA: gettext_lazy("Waits for an answer to the idea."),
    State.DRAFT: gettext_lazy("A draft is being written."),
    State.REVIEW: gettext_lazy("Waits for an answer."),
    State.COUNTER: gettext_lazy("Waits for an answer to the counter-proposal."),
    State.AGREED: gettext_lazy("Waits for the release of the house."),
    State.RELEASE: gettext_lazy("Waits for the release of the house."),
    State.SIGNING: gettext_lazy("Waits for a signature."),
}


@source
def agreements(person) -> list[Todo]:
    """Whatever is not signed yet, what begins, what ends within a year; one query."""
    parties = Party.objects.filter(
        partnership=OuterRef("partnership"), state=Party.State.ACTIVE, side__in=[Side.SOCIAL, Side.HOUSING]
    ).order_by("created_at")
    names = Signature.objects.filter(agreement=OuterRef("pk"), edition=OuterRef("edition"), person=person)
    kind = ContentType.objects.get_for_model(Agreement)
    running = Release.objects.running().filter(subject_type=kind, subject_id=OuterRef("pk"), edition=OuterRef("edition"))
    able = (
        Membership.objects.current()
        .with_role(Role.SIGNATORY)
        .filter(organisation__parties__partnership=OuterRef("partnership"), organisation__in=standing_of(person).ids)
        .order_by("person__name")
    )
    rows = (
        Agreement.objects.negotiated_by(person)
        .filter(
            Q(state__in=OPEN) | Q(state=State.SIGNED) | Q(state__in=VALID, ends_on__lte=clock.today() + AHEAD),
            partnership__state=Partnership.State.ACTIVE,
        )
        .annotate(
            table=ArraySubquery(parties.values(party=JSONObject(id="organisation_id", name=F("organisation__short_name")))),
            signed_for=ArraySubquery(names.values("organisation_id")),
            deciding=ArraySubquery(running.values("organisation_id")),
            able=ArraySubquery(able.values(one=JSONObject(id="organisation_id", name="person__name"))),
        )
        .select_related("partnership", "owner")
    )
    return [todo for agreement in rows if (todo := _todo(agreement, standing_of(person)))]


def _todo(agreement, standing) -> Todo | None:
    common = {
        "title": agreement.title,
        "url": agreement.get_absolute_url(),
        "partnership": str(agreement.partnership),
        "icon": "file-earmark-text",
    }
    if agreement.state in VALID:
        return Todo(waiting="coming", ask=_("The term ends. Please talk about what comes next."), due=agreement.ends_on, **common)
    if agreement.state == State.SIGNED:
        return Todo(waiting="coming", ask=_("Signed by all: it comes into force."), due=agreement.starts_on, happens=True, **common)
    return _open(agreement, standing, common | {"since": agreement.turn_since})


def _open(agreement, standing, common: dict) -> Todo | None:
    """Whose turn is it? Mine, a colleague's, or another house's; where the last one waited for has left, everybody's.

    Of a house that is deciding its release tells (partnerships/approval/todos.py).
    """
    state = State(agreement.state)
    waiting = {str(each) for each in agreement.waiting}
    deciding = {str(each) for each in agreement.deciding}
    if state == State.RELEASE and deciding:
        if waiting <= deciding:
            return None
        waiting -= deciding
    mine = {str(each): each for each in standing.ids}
    waited = [party for party in agreement.table if party["id"] in waiting] or agreement.table
    here = [mine[party["id"]] for party in waited if party["id"] in mine]
    if not here:
        names = ", ".join(party["name"] for party in waited) or str(agreement.owner)
        return Todo(waiting="them", ask=str(WAITS[state]), who=names, **common)
    ask, roles = ASKS[state]
    if state == State.SIGNING:
        return _signing(agreement, standing, here, common)
    return Todo(waiting="me" if any(standing.has(each, *roles) for each in here) else "us", ask=str(ask), **common)


def _signing(agreement, standing, here, common: dict) -> Todo:
    """For a signatory who has not signed yet; the others read who may. Where the last one missing has left, any signatory completes it."""
    if not {party["id"] for party in agreement.table} & {str(each) for each in agreement.waiting}:
        waiting = "me" if any(standing.has(each, Role.SIGNATORY) for each in here) else "us"
        return Todo(waiting=waiting, ask=_("All have signed. Please conclude the agreement."), **common)
    if any(standing.has(each, Role.SIGNATORY) and each not in agreement.signed_for for each in here):
        return Todo(waiting="me", ask=str(ASKS[State.SIGNING][0]), **common)
    names = [one["name"] for one in agreement.able if one["id"] in map(str, here)]
    if not names:
        return Todo(
            waiting="us", ask=_("A signature is missing, and nobody in your house may sign. Please ask your administrator."), **common
        )
    return Todo(waiting="us", ask=_("A signature is missing. These may sign: %(names)s.") % {"names": ", ".join(names)}, **common)
