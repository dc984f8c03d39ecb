"""What has become of a decision; the decision itself is final with its minutes."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.records import Record
from partnerships.journal.models import Entry
from partnerships.meeting.models import Decision
from partnerships.meeting.shapes import Thing
from partnerships.organisation.standing import standing_of


class OfDecisionQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(decision__in=Decision.objects.visible_to(person))


class EffectQuerySet(OfDecisionQuerySet):
    def visible_to(self, person):
        """Without what only another house sees so far."""
        return super().visible_to(person).filter(Q(internal_to=None) | Q(internal_to__in=standing_of(person).ids))

    def told_by_now(self):
        """Internal ones about what the journal tells both sides of in the meantime."""
        told = Entry.objects.filter(subject_id=OuterRef("about_id"), partnership=OuterRef("decision__partnership"), internal_to=None)
        return self.exclude(internal_to=None).filter(Exists(told))


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
    # the house that alone sees the thing so far; none as soon as both do, see tasks.py
    internal_to = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, null=True, related_name="+")

    objects = EffectQuerySet.as_manager()

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
