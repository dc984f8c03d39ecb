"""What belongs to a topic while the minutes are written: typed outcomes, the time, the notes of one's own house."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.base import clock
from partnerships.base.records import Record
from partnerships.base.seen import fingerprint
from partnerships.meeting import triggers
from partnerships.meeting.minuted import MOST_TEXT
from partnerships.meeting.models import Item, Meeting, PartQuerySet
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope
from partnerships.topic.models import Topic


@pghistory.track()
class Point(Record):
    class Kind(models.TextChoices):
        INFORMATION = "information", pgettext_lazy("purpose of a topic", "Information")
        IDEA = "idea", _("Idea for later")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="points")
    kind = models.CharField(max_length=11, choices=Kind, editable=False)
    text = models.CharField(_("text"), max_length=1000)
    # where the idea waits: in the store of topics
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(kind="information") ^ Q(topic__isnull=False), name="point_idea_is_a_topic")]
        triggers = [triggers.part_of_minutes_is_final(), triggers.not_emptied()]

    def __str__(self) -> str:
        return self.text


class Timing(models.Model):
    """`seconds` of earlier turns; `since` when the topic is on now."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="timing")
    seconds = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("time of a topic")
        verbose_name_plural = _("times of topics")

    def __str__(self) -> str:
        return f"{self.spent} s"

    @property
    def spent(self) -> int:
        """Seconds until now."""
        return self.seconds + (int((clock.now() - self.since).total_seconds()) if self.since else 0)


class InternalNoteQuerySet(models.QuerySet["InternalNote"]):
    def visible_to(self, person):
        """Those of my own organisations; never another's."""
        return self.filter(scope.Among("organisation", params=(standing_of(person).ids,)))


class InternalNote(Record):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="internal_notes")
    # none: the topic was removed; its title stays
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="internal_notes")
    title = models.CharField(max_length=200)
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("internal note"), max_length=MOST_TEXT, blank=True)
    written_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    objects = InternalNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "organisation"], name="internal_note_once")]

    def __str__(self) -> str:
        return self.title

    def fingerprint(self) -> str:
        return fingerprint(self.text)
