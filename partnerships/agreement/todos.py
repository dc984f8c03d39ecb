"""Whatever is not signed yet, what begins, what ends within a year."""

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Exists, F, JSONField, OuterRef, Q, UUIDField, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.agreement.lines import AllHaveLeft, Without
from partnerships.agreement.models import Agreement
from partnerships.agreement.moves import OPEN, VALID, State
from partnerships.agreement.rules import NEGOTIATORS
from partnerships.agreement.signature import Signature
from partnerships.approval.release import Release
from partnerships.base.address import address
from partnerships.base.prepared import MINE, NOW, PERSON, TODAY
from partnerships.organisation.models import Membership, Role
from partnerships.partnership import scope
from partnerships.todo.registry import Todo, source
from partnerships.todo.rows import MineOf, day, moment, open_rows
from partnerships.todo.seats import ANYBODY, IsActive, MySeat

AHEAD_DAYS = 365
NOBODY = Value([], output_field=ArrayField(UUIDField()))
NO_SIGNATORY = Value([], output_field=ArrayField(JSONField()))
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
TAKE_OVER = gettext_lazy("Another amendment was signed: please take over its text first.")
WAITS = {
    State.IDEA: gettext_lazy("Waits for an answer to the idea."),
    State.DRAFT: gettext_lazy("A draft is being written."),
    State.REVIEW: gettext_lazy("Waits for an answer."),
    State.COUNTER: gettext_lazy("Waits for an answer to the counter-proposal."),
    State.AGREED: gettext_lazy("Waits for the release of the house."),
    State.RELEASE: gettext_lazy("Waits for the release of the house."),
    State.SIGNING: gettext_lazy("Waits for a signature."),
}


def _waiting():
    rows = Agreement.objects.negotiated_by(ANYBODY).filter(
        Q(state__in=OPEN) | Q(state=State.SIGNED) | Q(state__in=VALID, ends_on__lte=TODAY.after(days=AHEAD_DAYS)), IsActive("partnership")
    )
    return (
        _with_facts(rows)
        .exclude(state=State.RELEASE, is_decided_about=True, awaited=[])
        .annotate(
            day=Case(When(state__in=VALID, then=F("ends_on")), When(state=State.SIGNED, then=F("starts_on"))),
        )
    )


def _with_facts(rows):
    """For which of my organisations is waited, and for which have I signed already? Has everybody waited for left?

    Of a house that is deciding its release tells (partnerships/approval/todos.py): it is not waited for here.
    """
    kind = {"subject_type__app_label": Agreement._meta.app_label, "subject_type__model": Agreement._meta.model_name}
    deciding = Release.objects.running().filter(subject_id=OuterRef("pk"), edition=OuterRef("edition"), **kind)
    signed = Signature.objects.filter(agreement=OuterRef("pk"), edition=OuterRef("edition"), person=PERSON)
    quicker = Agreement.objects.filter(
        amends=OuterRef("amends"), amends_edition__gte=OuterRef("amends_edition"), state__in=[State.SIGNED, State.MERGED]
    )
    return (
        rows.annotate(deciding=Case(When(state=State.RELEASE, then=ArraySubquery(deciding.values("organisation"))), default=NOBODY))
        .annotate(
            awaited=Case(When(state=State.RELEASE, then=Without("waiting", "deciding")), default=F("waiting")),
            is_decided_about=~Q(deciding=[]),
        )
        .annotate(
            here=MineOf("awaited"),
            all_left=AllHaveLeft("partnership", "awaited"),
            seat=MySeat("partnership"),
            signed_for=Case(
                When(state=State.SIGNING, then=ArraySubquery(signed.order_by("organisation").values("organisation"))), default=NOBODY
            ),
            overtaken=Exists(quicker),
        )
    )


def _with_able():
    signed = Signature.objects.filter(
        agreement=OuterRef(OuterRef("pk")),
        edition=OuterRef(OuterRef("edition")),
        person=OuterRef("person"),
        organisation=OuterRef("organisation"),
    )
    able = (
        Membership.objects.current(TODAY, NOW)
        .with_role(Role.SIGNATORY)
        .filter(scope.Among("organisation", params=(MINE,)), ~Exists(signed), organisation__parties__partnership=OuterRef("partnership"))
        .filter(person__is_active=True)
        .order_by("person__name")
        .values(one=JSONObject(id="organisation_id", name="person__name"))
    )
    return _with_facts(Agreement.objects.all()).annotate(
        able=Case(When(state=State.SIGNING, then=ArraySubquery(able)), default=NO_SIGNATORY)
    )


@source
@open_rows(
    rows=_waiting,
    facts=("state", "seat", "here", "all_left", "signed_for", "overtaken"),
    shown=(
        *("id", "title", "state", "starts_on", "ends_on", "turn_since", "partnership_id", "owner_id", "amends_id"),
        *("here", "all_left", "signed_for", "overtaken", "awaited", "able"),
    ),
    order=("day", "turn_since"),
    lines=_with_able,
)
def agreements(row, me) -> Todo:
    common = {
        "title": row.title,
        "url": address("agreement_detail", row.id),
        "partnership": me.seat(row.partnership_id).title,
        "icon": "file-earmark-text",
    }
    if row.state in VALID:
        return Todo(waiting="coming", ask=_("The term ends. Please talk about what comes next."), due=day(row.ends_on), **common)
    if row.state == State.SIGNED:
        ask = _("Signed by all: it becomes a part of the agreement.") if row.amends_id else _("Signed by all: it comes into force.")
        return Todo(waiting="coming", ask=ask, due=day(row.starts_on), happens=True, **common)
    return _open(row, me, common | {"since": moment(row.turn_since)})


def _open(row, me, common: dict) -> Todo:
    """Whose turn is it? Mine, a colleague's, or another house's; where the last one waited for has left, everybody's."""
    state, standing, seat = State(row.state), me.standing, me.seat(row.partnership_id)
    here = [each for each, _side in seat.parties if row.all_left or str(each) in row.here]
    if not here:
        names = [me.name_of(str(each)) for each, _side in seat.both if str(each) in row.awaited]
        return Todo(waiting="them", ask=str(WAITS[state]), who=", ".join(names) or me.name_of(row.owner_id), **common)
    ask, roles = (TAKE_OVER, NEGOTIATORS) if row.overtaken else ASKS[state]
    if state == State.SIGNING and not row.overtaken:
        return _signing(row, standing, here, common)
    return Todo(waiting="me" if any(standing.has(each, *roles) for each in here) else "us", ask=str(ask), **common)


def _signing(row, standing, here, common: dict) -> Todo:
    """For a signatory who has not signed yet; the others read who may. Where the last one missing has left, any signatory completes it."""
    if row.all_left:
        waiting = "me" if any(standing.has(each, Role.SIGNATORY) for each in here) else "us"
        return Todo(waiting=waiting, ask=_("All have signed. Please conclude the agreement."), **common)
    if any(standing.has(each, Role.SIGNATORY) and str(each) not in row.signed_for for each in here):
        return Todo(waiting="me", ask=str(ASKS[State.SIGNING][0]), **common)
    names = [one["name"] for one in row.able if UUID(one["id"]) in here]
    if not names:
        return Todo(
            waiting="us", ask=_("A signature is missing, and nobody in your house may sign. Please ask your administrator."), **common
        )
    return Todo(waiting="us", ask=_("A signature is missing. These may sign: %(names)s.") % {"names": ", ".join(names)}, **common)
