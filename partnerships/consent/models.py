import hashlib
import json

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.prepared import Param, PreparedRows
from partnerships.base.records import Edited, Record
from partnerships.consent import lines
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership, Side


def canonical(content) -> bytes:
    """The one way to write this content as JSON: what is signed, byte for byte."""
    return json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest_of(content) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


class ConsentQuerySet(models.QuerySet["Consent"]):
    def of(self, thing):
        """Every yes to the thing's current edition."""
        return self.filter(subject_type=ContentType.objects.get_for_model(type(thing)), subject_id=thing.pk, edition=thing.edition)

    def visible_to(self, person):
        return self.filter(scope.read(person))


class Consent(Record):
    """One party's yes to one edition of one thing."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="consents")
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.UUIDField()
    edition = models.PositiveIntegerField()
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    # none: nobody answered within a deadline after which both sides have agreed that silence counts
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, related_name="+")
    silent = models.BooleanField(default=False)
    function = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64)
    said_at = models.DateTimeField(default=clock.now)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "edition", "organisation"],
                name="consent_once_per_edition",
                violation_error_message=_("This organisation has already said yes to this edition."),
            ),
            models.CheckConstraint(condition=Q(silent=True) ^ Q(person__isnull=False), name="consent_of_a_person_or_by_silence"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.edition}"


def _said():
    of_it = {"subject_type": Param("kind", "int"), "subject_id": Param("thing", "uuid"), "edition": Param("edition", "int")}
    return Consent.objects.filter(**of_it).select_related("person")


_SAID = PreparedRows(_said)


class BindingQuerySet(models.QuerySet):
    def with_yeses(self):
        """Adds `yes_ids`: the ids of the organisations that said yes to the current edition; no extra query."""
        return self.annotate(yes_ids=lines.YesIds("pk", "edition", params=self._type()))

    def with_yeses_of(self, organisations):
        """Adds `yes_ids`, and `yes_here`: those of these organisations among them."""
        here = lines.YesesAmong("pk", "edition", params=(*self._type(), organisations))
        return self.with_yeses().annotate(yes_here=here)

    def with_missing(self):
        """Adds `missing`: id, name and side of every party whose yes to the current edition is still open; no extra query."""
        return self.annotate(missing=lines.Missing("partnership", "pk", "edition", params=self._type()))

    def with_missing_ids(self):
        """Adds `missing_ids` and `missing_names`: the same parties, to filter by."""
        columns, params = ("partnership", "pk", "edition"), self._type()
        return self.annotate(
            missing_ids=lines.MissingIds(*columns, params=params), missing_names=lines.MissingNames(*columns, params=params)
        )

    def _type(self) -> tuple[str, str]:
        return self.model._meta.app_label, self.model._meta.model_name


class Binding(Edited):
    """A thing that binds both sides. Subclasses have `partnership` and say in content() what the yes is said to."""

    class Meta:
        abstract = True

    def content(self) -> dict:
        raise NotImplementedError(f"{type(self).__name__}.content() must say what binds")

    def digest(self) -> str:
        """SHA-256 of the content in canonical JSON, 64 hex digits."""
        return digest_of(self.content())

    def yeses(self) -> list:
        """Ids of the organisations that said yes to the current edition; one query unless with_yeses() brought them."""
        if not hasattr(self, "yes_ids"):
            self.yes_ids = list(Consent.objects.of(self).order_by("said_at").values_list("organisation_id", flat=True))
        return self.yes_ids

    def spoken_for_by(self, person) -> set:
        """Ids of the organisations this person has said yes to the current edition for."""
        return set(Consent.objects.of(self).filter(person=person).values_list("organisation_id", flat=True))

    def forget_yeses(self) -> None:
        self.__dict__.pop("yes_ids", None)

    def missing_parties(self) -> list:
        """The active parties that have not yet said yes to the current edition."""
        return [party for party in self.partnership.binding_parties() if party.organisation_id not in self.yeses()]

    def both_agreed(self) -> bool:
        """Has every party of both sides said yes to the current edition?"""
        parties = self.partnership.binding_parties()
        return {party.side for party in parties} == {Side.SOCIAL, Side.HOUSING} and not self.missing_parties()

    def yes_table(self) -> list[dict]:
        """For components/sides.html: every party that counts, with its consent or None."""
        kind = ContentType.objects.get_for_model(type(self)).pk
        said = _SAID.rows({"kind": kind, "thing": self.pk, "edition": self.edition})
        given = {consent.organisation_id: consent for consent in said}
        return [{"party": party, "consent": given.get(party.organisation_id)} for party in self.partnership.binding_parties()]
