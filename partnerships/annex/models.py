from functools import cache
from uuid import UUID

import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.annex.formats import FORMATS
from partnerships.annex.registry import places
from partnerships.base.address import address
from partnerships.base.prepared import Param, PreparedRows
from partnerships.base.records import Record
from partnerships.organisation.standing import ANYONE, standing_of, values_of
from partnerships.partnership import scope

AREA = "annexes"


class Kind(models.TextChoices):
    """A1 to A9 are numbered as agreements refer to them."""

    A1 = "a1", _("Annex 1: project sheets")
    A2 = "a2", _("Annex 2: list of rooms, floor plan, inventory")
    A3 = "a3", _("Annex 3: plan of funding and payment")
    A4 = "a4", _("Annex 4: contact persons")
    A5 = "a5", _("Annex 5: house rules")
    A6 = "a6", _("Annex 6: data protection agreement")
    A7 = "a7", _("Annex 7: goals and indicators")
    A8 = "a8", _("Annex 8: proof of insurance")
    A9 = "a9", _("Annex 9: tax exemption notice")
    OTHER = "other", _("Another annex")
    SCAN = "scan", _("Scan of the paper that was signed")
    RETURNED = "returned", _("Draft that came back, with comments")
    RECEIPT = "receipt", _("Picture of a receipt")
    ATTACHMENT = "attachment", _("Attachment to a request")
    TOPIC = "topic", _("Document on a topic")


NUMBERED = (Kind.A1, Kind.A2, Kind.A3, Kind.A4, Kind.A5, Kind.A6, Kind.A7, Kind.A8, Kind.A9)
OF_THE_TEXT = (*NUMBERED, Kind.OTHER)


class AnnexQuerySet(models.QuerySet["Annex"]):
    def of(self, thing):
        return self.filter(subject_type=ContentType.objects.get_for_model(type(thing)), subject_id=thing.pk)

    def visible_to(self, person):
        """Those of things this person may read: what was shared, and what the own organisation brought."""
        doors = Q(pk__in=[])
        for place in places():
            content_type = ContentType.objects.get_for_model(place.model)
            doors |= Q(subject_type=content_type, subject_id__in=place.visible_to(person).values("pk"))
        return self.filter(doors).read_by(person)

    def read_by(self, person):
        """Of things this person may read: what was shared, and what the own organisation brought."""
        return self.filter(Q(shared_at__isnull=False) | Q(scope.Among("organisation", params=(standing_of(person).ids,))))

    def in_edition(self, number: int):
        """Those that belong to the text of that edition."""
        return self.filter(Q(until=None) | Q(until__gt=number), kind__in=OF_THE_TEXT, edition__lte=number)

    def pending(self, organisation):
        """Those that organisation has laid ready for its next proposal."""
        return self.filter(organisation=organisation, edition=None)

    def laid_ready(self, organisation):
        """What that organisation's next proposal would bring, and what it would leave out."""
        return self.filter(Q(organisation=organisation, edition=None) | Q(leaves_with__contains=[organisation.pk], until=None))

    def for_list(self):
        return self.select_related("organisation", "person").order_by("kind", "created_at")


class Annex(Record):
    class State(models.TextChoices):
        WAITING = "waiting", _("is being checked for viruses")
        CLEAN = "clean", _("checked for viruses")
        INFECTED = "infected", _("virus found, deleted")
        UNSCANNED = "unscanned", _("not checked for viruses")

    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.UUIDField()
    subject = GenericForeignKey("subject_type", "subject_id")
    partnership = models.ForeignKey("partnerships.Partnership", on_delete=models.PROTECT, null=True, related_name="annexes")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    name = models.CharField(_("name of the file"), max_length=160)
    format = models.CharField(_("format"), max_length=5, choices=[(key, each.label) for key, each in FORMATS.items()])
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=80, blank=True)
    edition = models.PositiveIntegerField(_("edition"), null=True, blank=True)
    until = models.PositiveIntegerField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    leaves_with = ArrayField(models.UUIDField(), default=list, blank=True)  # organisations whose next proposal goes without it
    state = models.CharField(_("state"), max_length=10, choices=State)
    finding = models.CharField(max_length=160, blank=True)
    next_scan_at = models.DateTimeField(null=True, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)

    objects = AnnexQuerySet.as_manager()

    class Meta:
        verbose_name = _("annex")
        verbose_name_plural = _("annexes")
        constraints = [
            models.CheckConstraint(condition=Q(state="infected") | ~Q(file=""), name="annex_has_file"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("edition")), name="annex_leaves_after_it_came"),
            models.CheckConstraint(condition=Q(final_at=None) | Q(edition__isnull=False), name="annex_final_in_an_edition"),
        ]
        indexes = [
            models.Index(fields=["subject_id", "kind"]),
            models.Index(fields=["next_scan_at"], condition=Q(state__in=["waiting", "unscanned"]), name="annex_to_scan"),
        ]
        triggers = [
            pgtrigger.Protect(name="final_stays", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__final_at__isnull=False)),
            pgtrigger.Protect(
                name="what_was_sent_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "subject_type", "subject_id", "organisation", "person", "kind", "comment", "name", "format", "size", "sha256"
                ),
            ),
            pgtrigger.Protect(
                name="final_edition_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.final_at IS NOT NULL"
                    " AND (OLD.edition, OLD.shared_at, OLD.final_at) IS DISTINCT FROM (NEW.edition, NEW.shared_at, NEW.final_at)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("annex_download", self.pk)

    @property
    def is_internal(self) -> bool:
        """Does only the own organisation see it?"""
        return self.shared_at is None

    @property
    def is_numbered(self) -> bool:
        return self.kind in NUMBERED

    @property
    def media_type(self) -> str:
        return FORMATS[self.format].media_type

    def content(self) -> list:
        """What a yes is said to where an annex belongs to the text."""
        return [self.kind, self.name, self.sha256]


@cache
def _files(model) -> PreparedRows:
    def rows():
        seen = next(place for place in places() if place.model is model).visible_to(ANYONE).values("pk")
        of_them = scope.Among("subject_id", params=(Param("things", "uuid[]"),))
        return Annex.objects.filter(of_them, subject_type=Param("kind", "int"), subject_id__in=seen).read_by(ANYONE).for_list()

    return PreparedRows(rows)


def files_of(thing, person) -> list[Annex]:
    """The files of a thing that this person may read; one query. For places whose door opens onto ANYONE."""
    return files_among(thing._meta.model, [thing.pk], person)


def files_among(model, things: list[UUID], person) -> list[Annex]:
    """The same of several things of one model, by their ids."""
    kind = ContentType.objects.get_for_model(model).pk
    return _files(model).rows(values_of(person, kind=kind, things=things))
