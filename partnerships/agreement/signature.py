"""Who signed which edition with their own name. Where an organisation signs with two, the first one's name waits here for the second."""

from django.db import models

from partnerships.agreement.models import Agreement
from partnerships.base import clock
from partnerships.base.records import Record


class SignatureQuerySet(models.QuerySet["Signature"]):
    def visible_to(self, person):
        return self.filter(agreement__in=Agreement.objects.visible_to(person))


class Signature(Record):
    """A person's yes to the whole of an edition, for an organisation. The party's yes (consent) follows when all it needs have signed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    edition = models.PositiveIntegerField()
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField(default=clock.now)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["signed_at"]
        constraints = [models.UniqueConstraint(fields=["agreement", "edition", "organisation", "person"], name="signature_once")]

    def __str__(self) -> str:
        return f"{self.person} ({self.organisation}): {self.edition}"
