"""What the page reads with the agreement itself: small collections come along as JSON, so that the page costs the same for any number."""

from django.db.models import OuterRef
from django.http import Http404

from partnerships.agreement.amends import SIGNED
from partnerships.agreement.beside import edition_taken_up, former_of, rivals_of
from partnerships.agreement.edition import Edition, Promise
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion, Voice
from partnerships.agreement.objections import beside
from partnerships.agreement.signature import Signature
from partnerships.agreement.stance import Remark, Stance
from partnerships.approval.release import Release
from partnerships.base.names import by_name
from partnerships.base.nested import nested, revived
from partnerships.base.prepared import FOUND, NOW, TODAY, AmongFound, Param, PreparedRows
from partnerships.organisation.models import Membership, Role
from partnerships.organisation.standing import ANYONE, by_id, standing_of, values_of
from partnerships.partnership import scope

STANCE = ("id", "part", "organisation_id", "side", "state", "text", "person__name", "edition", "digest", "at")
SIGNATURE = ("id", "organisation_id", "person_id", "person__name", "function", "signed_at")
REMARK = ("id", "part", "edition", "organisation_id", "side", "person__name", "text", "internal", "created_at")
AMENDMENT = ("id", "title", "state", "owner_id", "offered_at", "starts_on", "in_force_at", "amends_edition", "amends_number")
MOTION, VOICE = ("id", "verb", "created_at"), ("motion_id", "organisation_id", "person_id")
RIVAL = ("id", "title", "starts_on", "ends_on", "renews")
FORMER = ("key", "per", "starts_on", "ends_on", "amount")
OTHER = ("id", "title", "state", "starts_on", "amends_edition")
ABLE = ("organisation_id", "person_id", "person__name")
EDITION = tuple(field.attname for field in Edition._meta.concrete_fields)


def read_by(person, pk) -> Agreement:
    """The agreement with its editions, stances, signatures and remarks, where this person may see it, else 404; two queries."""
    found = _PAGE.first(values_of(person, agreement=pk))
    if found is None:
        raise Http404
    return unfold(found)


def _for_page():
    person = ANYONE
    agreement = {"agreement": OuterRef("pk")}
    editions = Edition.objects.visible_to(person).filter(**agreement).order_by("-number")
    remarks = Remark.objects.visible_to(person).filter(**agreement).order_by("created_at")
    running = Release.objects.running().filter(
        subject_type__app_label="partnerships", subject_type__model="agreement", subject_id=OuterRef("pk"), edition=OuterRef("edition")
    )
    return (
        Agreement.objects.visible_to(person)
        .filter(pk=Param("agreement", "uuid"))
        .for_list()
        .annotate(
            edition_rows=nested(editions, *EDITION, "by__name"),
            stance_rows=nested(Stance.objects.visible_to(person).filter(**agreement), *STANCE),
            remark_rows=nested(remarks, *REMARK),
            amendment_rows=nested(Agreement.objects.visible_to(person).filter(amends=OuterRef("pk")).order_by("created_at"), *AMENDMENT),
            release_rows=nested(running, "organisation_id"),
            basis_rows=nested(edition_taken_up(OuterRef("amends"), OuterRef("amends_edition")), *EDITION),
            **with_turn(person, TODAY, NOW),
            **with_neighbours(),
        )
    )


_PAGE = PreparedRows(_for_page)

listed_or_404 = by_id(lambda: Agreement.objects.visible_to(ANYONE).for_list())


def _editions():
    rows = Edition.objects.visible_to(ANYONE).for_reading()
    return rows.filter(agreement=Param("agreement", "uuid"), number__in=Param("numbers", "int[]"))


_EDITIONS = PreparedRows(_editions)


def editions_of(person, agreement: Agreement, *numbers: int | None) -> dict[int, Edition]:
    """Those of these numbers that this person may read, by number, with clauses and promises; three queries."""
    found = _EDITIONS.rows(values_of(person, agreement=agreement.pk, numbers=[each for each in numbers if each]))
    for each in found:
        each.agreement = agreement
    return {each.number: each for each in found}


def with_turn(person, day=None, now=None) -> dict:
    """Annotations: whatever says whose turn it is."""
    return with_signing(person, day, now) | with_motions()


def _for_list():
    rows = Agreement.objects.filter(AmongFound("pk", params=(FOUND,)))
    return rows.for_list().annotate(**with_turn(ANYONE, TODAY, NOW))


LISTED = PreparedRows(_for_list)


def with_signing(person, day=None, now=None) -> dict:
    """Annotations: who signed the current edition, and who may sign for this person's houses in the partnership, today or as named."""
    signatures = Signature.objects.filter(edition=OuterRef("edition"), agreement=OuterRef("pk")).order_by("signed_at")
    able = Membership.objects.current(day, now).with_role(Role.SIGNATORY).filter(person__is_active=True)
    able = able.filter(scope.Among("organisation", params=(standing_of(person).ids,)))
    able = able.filter(organisation__parties__partnership=OuterRef("partnership")).order_by(*by_name("person__name"))
    return {"signature_rows": nested(signatures, *SIGNATURE), "able_rows": nested(able, *ABLE)}


def name_signers(agreement: Agreement) -> Agreement:
    """Makes rows of those who signed or may sign."""
    agreement.signed_names = revived(Signature, agreement.signature_rows)
    agreement.able_list = revived(Membership, agreement.able_rows)
    return agreement


def with_neighbours() -> dict:
    """Annotations: the signed agreements beside it; of an amendment the promises it took up, and the signed ones beside it."""
    others = Agreement.objects.filter(amends=OuterRef("amends"), state__in=SIGNED).exclude(pk=OuterRef("pk")).order_by("amends_edition")
    return {
        "rival_rows": nested(rivals_of(OuterRef("pk"), OuterRef("partnership"), OuterRef("kind")), *RIVAL),
        "former_rows": nested(former_of(OuterRef("amends"), OuterRef("amends_edition")), *FORMER),
        "other_rows": nested(others, *OTHER),
        **beside(OuterRef("amends")),
    }


def _neighboured():
    rows = Agreement.objects.visible_to(ANYONE).filter(pk=Param("agreement", "uuid"))
    return rows.for_list().annotate(**with_neighbours())


_NEIGHBOURED = PreparedRows(_neighboured)


def read_for_text(person, pk) -> Agreement:
    """The agreement with its parties and its neighbours, where this person may see it, else 404; two queries."""
    found = _NEIGHBOURED.first(values_of(person, agreement=pk))
    if found is None:
        raise Http404
    return meet(found)


def meet(agreement: Agreement) -> Agreement:
    """Makes rows of the neighbours that came along."""
    agreement.rivals = revived(Agreement, agreement.rival_rows)
    agreement.former_promises = revived(Promise, agreement.former_rows)
    agreement.signed_beside = revived(Agreement, agreement.other_rows)
    return agreement


def with_motions() -> dict:
    """Annotations: what waits for the yes of all, and who has said it."""
    proposed = Motion.objects.filter(state=Motion.State.PROPOSED, agreement=OuterRef("pk")).order_by("created_at")
    voices = Voice.objects.filter(motion__state=Motion.State.PROPOSED, motion__agreement=OuterRef("pk"))
    return {"motion_rows": nested(proposed, *MOTION), "voice_rows": nested(voices, *VOICE)}


def unfold(agreement: Agreement) -> Agreement:
    """Makes rows of what came along: `edition_list` (newest first), `amendment_list`, `stance_list`, `remark_list`, and who signed."""
    meet(agreement)
    name_signers(agreement)
    houses = {party.organisation_id: party.organisation for party in agreement.partnership.party_list()}
    agreement.edition_list = revived(Edition, agreement.edition_rows)
    agreement.stance_list = revived(Stance, agreement.stance_rows)
    agreement.remark_list = revived(Remark, agreement.remark_rows)
    agreement.basis_edition = next(iter(revived(Edition, agreement.basis_rows)), None)
    agreement.amendment_list = revived(Agreement, agreement.amendment_rows)
    agreement.releasing = {each.organisation_id for each in revived(Release, agreement.release_rows)}
    for each in agreement.amendment_list:
        each.owner = houses[each.owner_id]
    for each in (*agreement.edition_list, *agreement.remark_list):
        each.organisation = houses[each.organisation_id]
    for remark in agreement.remark_list:
        remark.of_text = bool(agreement.edition_list)  # of an idea there is none yet
    return agreement
