"""What a party says to one part of an edition, and what is remarked beside it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.agreement.models import Agreement
from partnerships.base import clock
from partnerships.base.records import Record
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope
from partnerships.partnership.models import Side


class StanceQuerySet(models.QuerySet["Stance"]):
    def visible_to(self, person):
        return self.filter(agreement__in=Agreement.objects.negotiated_by(person))


@pghistory.track()
class Stance(Record):
    """One party's word on one part, the latest one; it counts only while the part reads as it did (`digest`)."""

    class State(models.TextChoices):
        OPEN = "open", _("Still open")
        AGREED = "agreed", _("Agreed")
        CHANGE = "change", _("Change wanted")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="stances")
    part = models.CharField(max_length=40)
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    state = models.CharField(max_length=10, choices=State)
    text = models.TextField(max_length=2000, blank=True)
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    objects = StanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "part", "organisation"], name="stance_once_per_part"),
            models.CheckConstraint(condition=~Q(state="change") | ~Q(text=""), name="stance_change_says_which"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_state_display()}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def visible_to(self, person):
        """Shared ones for all who negotiate, internal notes only for the organisation that wrote them."""
        return self.filter(
            Q(internal=False) | Q(scope.Among("organisation", params=(standing_of(person).ids,))),
            agreement__in=Agreement.objects.negotiated_by(person),
        )


class Remark(Record):
    """A word beside a part, or beside the whole (part ""); an internal note never leaves its organisation."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="remarks")
    part = models.CharField(max_length=40, blank=True)
    edition = models.PositiveIntegerField()
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"), max_length=2000)
    internal = models.BooleanField(_("internal"), default=False)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["agreement", "created_at"])]

    def __str__(self) -> str:
        return self.text[:60]
