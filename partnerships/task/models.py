"""A task: worded in the minutes, lived on after their release."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.moves import Who, line_of, move
from partnerships.base.records import Record
from partnerships.base.seen import fingerprint
from partnerships.meeting import triggers
from partnerships.meeting.models import Item, Meeting, PartQuerySet
from partnerships.partnership.models import Partnership


class TaskQuerySet(PartQuerySet):
    def open(self):
        return self.filter(state=Task.State.OPEN)

    def overdue(self):
        return self.open().filter(until__lt=clock.today())


@pghistory.track()
class Task(Record):
    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("no longer needed")

    MOVES = (
        move("finish", State.OPEN, State.DONE, Who.EITHER),
        move("drop", State.OPEN, State.DROPPED, Who.EITHER),
        move("reopen", (State.DONE, State.DROPPED), State.OPEN, Who.EITHER),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="tasks")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tasks")
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks")
    what = models.CharField(_("what"), max_length=300)
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("who")
    )
    until = models.DateField(_("by when"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    reason = models.CharField(_("reason"), max_length=400, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["until", "id"]
        constraints = [models.CheckConstraint(condition=~Q(state="done") | Q(done_at__isnull=False), name="task_done_at")]
        indexes = [models.Index(fields=["person", "state", "until"]), models.Index(fields=["organisation", "state", "until"])]
        triggers = [triggers.wording_of_task_is_final(), triggers.not_emptied()]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("task_detail", args=[self.pk])

    def fingerprint(self) -> str:
        return fingerprint(self.what, str(self.organisation_id), str(self.person_id or ""), self.until)

    @property
    def days_late(self) -> int:
        """Whole days over the date while it is open, else 0."""
        late = (clock.today() - self.until).days
        return late if self.state == self.State.OPEN and late > 0 else 0

    @property
    def who(self) -> str:
        return f"{self.person} ({self.organisation})" if self.person_id else str(self.organisation)

    def move(self, verb: str, **fields) -> None:
        """Make a move of the table, with what else it writes."""
        self.state = line_of(self.MOVES, verb, self.state).target
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *fields])
