from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.annex import rules
from partnerships.annex.intake import Checked
from partnerships.annex.models import AREA, Annex
from partnerships.annex.registry import place_of
from partnerships.annex.tasks import scan_annex
from partnerships.base import clock, files
from partnerships.base.verdict import Refused, require
from partnerships.journal.actions import record
from partnerships.journal.changes import word
from partnerships.organisation.standing import standing_of
from partnerships.work.hint import hint


@transaction.atomic
def add(thing, *, kind: str, upload: Checked, by, comment: str = "", internal: bool = False) -> Annex:
    """Keep a checked file with a thing. The file gets its place before its row is written; a worker has it scanned for viruses.

    What belongs to the text waits, internal to the organisation, for its next proposal. Journal line, internal to the organisation unless
    the file is shared at once.
    """
    place = place_of(thing)
    thing = place.locked(thing)
    require(rules.may_add(by, thing))
    require(rules.has_room(thing))
    if kind not in place.kinds_now(thing):
        raise Refused(_("This kind of file cannot be added at the moment."))
    organisation = _speaker(thing, by)
    arrival = place.arrival(thing, kind, internal=internal)
    moment = clock.now()
    annex = Annex(
        subject_type=ContentType.objects.get_for_model(type(thing)),
        subject_id=thing.pk,
        partnership=thing.partnership,
        organisation=organisation,
        person=by,
        kind=kind,
        comment=comment,
        name=upload.name,
        format=upload.format,
        size=upload.size,
        sha256=upload.sha256,
        file=files.new_name(),
        edition=arrival.edition,
        shared_at=moment if arrival.shared else None,
        final_at=moment if arrival.final else None,
        state=Annex.State.WAITING if settings.CLAMAV_URL else Annex.State.UNSCANNED,
        next_scan_at=moment if settings.CLAMAV_URL else None,
    )
    _keep(upload, annex)
    if place.recorded:
        record(
            "annex.added", thing, by=by, organisation=organisation, internal_to=None if arrival.shared else organisation, **_words(annex)
        )
    if settings.CLAMAV_URL:
        hint(scan_annex, annex.pk)
    return annex


@transaction.atomic
def remove(annex: Annex, *, by) -> None:
    """Take away a file that was not sent yet, for good: its row now, the file itself once that is certain."""
    thing = place_of(annex.subject).locked(annex.subject)
    annex = Annex.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=annex.pk)
    require(rules.may_remove(by, annex, thing))
    if place_of(thing).recorded:
        record(
            "annex.removed", thing, by=by, organisation=annex.organisation, internal_to=annex.organisation if annex.is_internal else None,
            **_words(annex),
        )  # fmt: skip
    path = files.path_of(AREA, annex.file) if annex.file else None
    annex.delete()
    if path:
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


@transaction.atomic
def hand_on(source, target, *, by) -> list[Annex]:
    """What hangs on a draft hangs on what has become of it, as if it had just been added there; the file itself stays where it is.

    The caller holds both rows. Journal: annex.added.
    """
    place, moment, handed = place_of(target), clock.now(), []
    for old in Annex.objects.of(source).select_for_update(of=("self",)).order_by("created_at", "pk"):
        arrival = place.arrival(target, old.kind, internal=False)
        kept = {field.attname: getattr(old, field.attname) for field in Annex._meta.concrete_fields if not field.primary_key}
        kept |= {"subject_type_id": ContentType.objects.get_for_model(type(target)).pk, "subject_id": target.pk, "edition": arrival.edition}
        new = Annex(**kept | {"shared_at": moment if arrival.shared else None, "final_at": moment if arrival.final else None})
        Annex.objects.filter(pk=old.pk).delete()
        new.save(force_insert=True)
        internal_to = None if arrival.shared else new.organisation
        record("annex.added", target, by=by, organisation=new.organisation, internal_to=internal_to, **_words(new))
        if new.state == Annex.State.WAITING:
            hint(scan_annex, new.pk)
        handed.append(new)
    return handed


@transaction.atomic
def leave(annex: Annex, *, leaves: bool, by) -> None:
    """The organisation's next proposal goes without this annex of the text, or with it after all; nobody else sees that before."""
    thing = place_of(annex.subject).locked(annex.subject)
    annex = Annex.objects.select_for_update(of=("self",)).get(pk=annex.pk)
    require(rules.may_leave(by, annex, thing))
    organisation = _speaker(thing, by)
    others = [pk for pk in annex.leaves_with if pk != organisation.pk]
    annex.leaves_with = [*others, organisation.pk] if leaves else others
    annex.save(update_fields=["leaves_with"])


def give(thing, *, organisation, edition: int, by) -> list[Annex]:
    """The organisation's proposal is made: the annexes it has laid ready belong to that edition from now on, those it leaves out no longer.

    The caller holds the lock on the thing's row and the transaction. Files that are not checked yet, or infected, are refused.
    """
    ready = list(Annex.objects.of(thing).pending(organisation).select_for_update(of=("self",)).order_by("kind", "created_at"))
    require(rules.are_ready(ready))
    moment = clock.now()
    Annex.objects.filter(pk__in=[annex.pk for annex in ready]).update(edition=edition, shared_at=moment, final_at=moment)
    leaving = Annex.objects.of(thing).filter(leaves_with__contains=[organisation.pk], until=None, edition__lt=edition)
    gone = list(leaving.select_for_update(of=("self",)))
    leaving.update(until=edition)
    for verb, annexes in (("annex.given", ready), ("annex.left_out", gone)):
        for annex in annexes:
            record(verb, thing, by=by, organisation=organisation, edition=edition, **_words(annex))
    return ready


def contents(thing, edition: int) -> list[list]:
    """Kind, name and check sum of every annex that belongs to the text of that edition."""
    return [annex.content() for annex in Annex.objects.of(thing).in_edition(edition).order_by("kind", "edition", "created_at")]


def has_changes(thing, organisation) -> bool:
    """Would that organisation's next proposal change anything about the annexes?"""
    return Annex.objects.of(thing).laid_ready(organisation).exists()


def _keep(upload: Checked, annex: Annex) -> None:
    try:
        final = files.place(upload.path, AREA, annex.file)
    except OSError as error:
        raise Refused(
            _("The file could not be stored: %(why)s. Nothing was saved.") % {"why": error.strerror or type(error).__name__}
        ) from error
    try:
        annex.save(force_insert=True)
    except BaseException:
        final.unlink(missing_ok=True)
        raise


def _speaker(thing, by):
    party = thing.partnership.party_of(by) if thing.partnership else None
    return party.organisation if party else standing_of(by).acting


def _words(annex: Annex) -> dict:
    return {"file": annex.name, "kind": word(annex, "kind"), "sha256": annex.sha256}
