from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partnerships.annex.models import Annex
from partnerships.annex.models import Kind as AnnexKind
from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.records import Record
from partnerships.organisation.models import Organisation
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope
from partnerships.partnership.models import Party


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, person):
        """Of one's own organisations, and of those one works with."""
        partners = Party.objects.filter(scope.worked_on(person), state=Party.State.ACTIVE)
        return self.filter(Q(organisation__in=standing_of(person).ids) | Q(organisation__in=partners.values("organisation")))

    def valid(self, day=None):
        """Those that hold today, or on the day that is named."""
        day = day or clock.today()
        infected = Annex.objects.filter(
            subject_type=ContentType.objects.get_for_model(Certificate), subject_id=OuterRef("pk"), state=Annex.State.INFECTED
        )
        return self.filter(~Exists(infected), ended_at=None, issued_on__lte=day, valid_until__gte=day)

    def for_list(self):
        return self.select_related("organisation", "entered_by", "ended_by")


class Certificate(Record):
    class Kind(models.TextChoices):
        EXEMPTION = "exemption", _("Tax exemption notice")
        INSURANCE = "insurance", _("Proof of insurance")

    # the paper's own file, by the kind of annex that agreements know it as
    ANNEX = {Kind.EXEMPTION: AnnexKind.A9, Kind.INSURANCE: AnnexKind.A8}

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("organisation"))
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by"))
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    # an organisation's own paper belongs to no partnership
    partnership = None
    edition = 1

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("issued_on")),
                name="certificate_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False), name="certificate_ended_by"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "kind", "-valid_until"])]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return address("certificate_detail", self.pk)

    @property
    def is_valid(self) -> bool:
        return self.ended_at is None and self.issued_on <= clock.today() <= self.valid_until

    @property
    def look(self) -> str:
        """The key of its look, see base/templatetags/face.py."""
        return "valid" if self.is_valid else "withdrawn" if self.ended_at else "ended"

    @property
    def look_label(self) -> str:
        if self.ended_at:
            return str(_("Taken out"))
        if self.is_valid:
            return str(_("Valid"))
        return str(_("Expired")) if self.valid_until < clock.today() else str(_("Not valid yet"))
