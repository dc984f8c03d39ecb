import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.agreement.edition import Edition
from partnerships.base import clock
from partnerships.base.records import Record

AREA = "papers"


class SignedPaperQuerySet(models.QuerySet["SignedPaper"]):
    def visible_to(self, person):
        """Whoever may read the edition, observers the one in force."""
        return self.filter(edition__in=Edition.objects.visible_to(person))

    def waiting(self):
        return self.filter(file="")

    def with_names(self):
        return self.select_related("edition__agreement")


class MadePaper(Record):
    """A PDF made once by a worker, the same bytes for ever."""

    digest = models.CharField(max_length=64)  # of the text, as every signature names it
    file = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    seal = models.CharField(_("sealed by"), max_length=200, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True

    @property
    def is_made(self) -> bool:
        return bool(self.file)


class SignedPaper(MadePaper):
    """The PDF of an edition that all have signed: made once by a worker, the same bytes for ever."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="signed_paper")
    objects = SignedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed PDF")
        verbose_name_plural = _("signed PDFs")
        constraints = [
            models.CheckConstraint(
                condition=Q(file="", sha256="", made_at=None) | (~Q(file="") & ~Q(sha256="") & Q(made_at__isnull=False)),
                name="paper_is_whole",
            ),
            models.UniqueConstraint(fields=["sha256"], condition=~Q(sha256=""), name="paper_sha256_once"),
        ]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(file=""), name="paper_waiting")]
        triggers = [
            pgtrigger.Protect(
                name="made_is_final", operation=pgtrigger.Update | pgtrigger.Delete, condition=pgtrigger.Condition("OLD.file <> ''")
            )
        ]

    def __str__(self) -> str:
        return str(self.edition)

    def get_absolute_url(self) -> str:
        return reverse("agreement_signed", args=[self.edition.agreement_id, self.edition.number])
