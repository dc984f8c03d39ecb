import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.meeting.models import Meeting
from partnerships.paper.models import MadePaper

AREA = "minutes"


class MinutesPaperQuerySet(models.QuerySet["MinutesPaper"]):
    def visible_to(self, person):
        """Whoever may read the released minutes."""
        return self.filter(meeting__in=Meeting.objects.visible_to(person).values("pk"))

    def waiting(self):
        return self.filter(file="")


class MinutesPaper(MadePaper):
    """The PDF of minutes that both sides have released."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="paper")

    objects = MinutesPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("PDF of released minutes")
        verbose_name_plural = _("PDFs of released minutes")
        constraints = [
            models.CheckConstraint(
                condition=Q(file="", sha256="", made_at=None) | (~Q(file="") & ~Q(sha256="") & Q(made_at__isnull=False)),
                name="minutes_paper_is_whole",
            ),
            models.UniqueConstraint(fields=["sha256"], condition=~Q(sha256=""), name="minutes_paper_sha256_once"),
        ]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(file=""), name="minutes_paper_waiting")]
        triggers = [
            pgtrigger.Protect(
                name="made_is_final", operation=pgtrigger.Update | pgtrigger.Delete, condition=pgtrigger.Condition("OLD.file <> ''")
            )
        ]

    def __str__(self) -> str:
        return str(self.meeting)
