from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.records import Record
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope

KEPT = timedelta(days=30)


def in_thirty_days():
    return clock.now() + KEPT


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, person):
        """One's own and one's organisation's, as long as one works on the partnership they tell of; of several partnerships one's own."""
        mine = Q(person=person)
        return self.filter(Q(scope.worked_on(person)) & (mine | Q(organisation__in=standing_of(person).ids)) | mine & Q(partnership=None))

    def open(self):
        return self.filter(state__in=[Export.State.QUEUED, Export.State.RUNNING])


class Export(Record):
    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("being built")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        XLSX = "xlsx", _("Excel (XLSX)")
        CSV = "csv", "CSV"
        DOCX = "docx", _("Word (DOCX)")
        JSON = "json", _("360Giving (JSON)")

    person = models.ForeignKey("partnerships.Person", on_delete=models.CASCADE, related_name="exports")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    partnership = models.ForeignKey("partnerships.Partnership", on_delete=models.CASCADE, null=True, related_name="exports")
    kind = models.CharField(max_length=40)
    format = models.CharField(_("format"), max_length=5, choices=Format)
    params = models.JSONField(default=dict)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(max_length=2, default="de")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    runs = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(_("kept until"), default=in_thirty_days)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            models.CheckConstraint(condition=~Q(state="done") | ~Q(file=""), name="export_done_has_file"),
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="export_done_within_total"),
        ]
        indexes = [
            models.Index(fields=["person", "-created_at"]),
            models.Index(fields=["state"], condition=Q(state__in=["queued", "running"]), name="export_open"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("export_detail", self.pk)
