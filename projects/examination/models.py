import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.records import Record
from partnerships.base.seen import fingerprint
from projects.contribution.models import Contribution


def _person(**extra):
    return models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", **extra)


@pghistory.track()
class Examination(Record):
    class Proposal(models.TextChoices):
        GRANT = "grant", _("Grant all of it")
        PART = "part", _("Grant a part")
        DECLINE = "decline", _("Decline")

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="examination")
    checked_by = _person()
    checked_at = models.DateTimeField()
    assessed_by = _person(null=True)
    assessed_at = models.DateTimeField(null=True)
    proposal = models.CharField(_("what do you propose?"), max_length=10, choices=Proposal, blank=True)
    text = models.TextField(_("why"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("examination of a request")
        verbose_name_plural = _("examinations of requests")
        constraints = [
            models.CheckConstraint(
                condition=Q(assessed_by=None, assessed_at=None, proposal="", text="")
                | Q(assessed_by__isnull=False, assessed_at__isnull=False) & ~Q(proposal="") & ~Q(text=""),
                name="examination_assessed_in_words",
            ),
        ]

    def __str__(self) -> str:
        return str(self.contribution)

    @classmethod
    def of(cls, contribution: Contribution) -> "Examination | None":
        """One query."""
        found = cls.objects.select_related("checked_by", "assessed_by").filter(contribution=contribution).first()
        if found:
            found.contribution = contribution
        return found

    def fingerprint(self) -> str:
        """Of what is assessed and what was said of it; another wording of the request, or an answer, makes another one."""
        return fingerprint(self.pk, self.contribution.edition, self.assessed_at, self.proposal, self.text)
