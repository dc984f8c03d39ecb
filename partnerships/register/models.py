"""What has become of a decision; the decision itself is final with its minutes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.records import Record
from partnerships.meeting.models import Decision
from partnerships.meeting.shapes import Thing


class OfDecisionQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(decision__in=Decision.objects.visible_to(person))


class Lift(Record):
    """The reservation of a decision is lifted, once."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="lift")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("how it came"), max_length=400)
    at = models.DateTimeField(default=clock.now)

    objects = OfDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lifted reservation")
        verbose_name_plural = _("lifted reservations")

    def __str__(self) -> str:
        return self.note


class Effect(Record):
    """A thing of the partnership that a decision has changed, as the journal names it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="effects")
    about_type = models.CharField(max_length=60)
    about_id = models.UUIDField()
    about_label = models.CharField(_("what it changed"), max_length=200)
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")

    objects = OfDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("effect of a decision")
        verbose_name_plural = _("effects of decisions")
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "about_type", "about_id"], name="effect_once")]

    def __str__(self) -> str:
        return self.about_label

    @property
    def thing(self) -> Thing:
        return Thing(self.about_type, self.about_id, self.about_label)
