"""A task: worded in the minutes, lived on after their release."""

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, line_of, move
from partnerships.base.records import Record
from partnerships.base.seen import fingerprint
from partnerships.meeting import triggers
from partnerships.meeting.models import Decision, Item, Meeting, PartQuerySet
from partnerships.organisation.models import Membership
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership

TO_DO = ("open", "doing")


class TaskQuerySet(PartQuerySet):
    def visible_to(self, person):
        """Who sees the meeting; what was taken on later, who works on the partnership."""
        return self.filter(Q(meeting__in=Meeting.objects.visible_to(person).values("pk")) | Q(scope.worked_on(person), meeting=None))

    def open(self):
        """What is still to do."""
        return self.filter(state__in=TO_DO)

    def left_behind(self):
        """Still to do by somebody who is no longer of the organisation."""
        there = Membership.objects.current().filter(person=OuterRef("person"), organisation=OuterRef("organisation"))
        return self.exclude(state__in=(Task.State.DONE, Task.State.DROPPED)).filter(~Exists(there), person__isnull=False)

    def overdue(self):
        return self.open().filter(until__lt=clock.today())


@pghistory.track()
class Task(Record):
    class State(models.TextChoices):
        OPEN = "open", _("open")
        DOING = "doing", _("in progress")
        REPORTED = "reported", _("reported as done")
        DONE = "done", _("done")
        DROPPED = "dropped", _("no longer needed")

    MOVES = (
        move("begin", State.OPEN, State.DOING, Who.EITHER),
        move("finish", (State.OPEN, State.DOING), State.DONE, Who.EITHER),
        move("report", (State.OPEN, State.DOING), State.REPORTED, Who.OTHER),  # than the house that wants to look first
        move("finish", State.REPORTED, State.DONE, Who.AUTHOR),
        move("send_back", State.REPORTED, State.OPEN, Who.AUTHOR),
        move("drop", (State.OPEN, State.DOING, State.REPORTED), State.DROPPED, Who.EITHER),
        move("reopen", (State.DONE, State.DROPPED), State.OPEN, Who.EITHER),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="tasks")
    # none: taken on later, because of a decision
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, related_name="tasks")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, editable=False, related_name="tasks_taken_on")
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks")
    what = models.CharField(_("what"), max_length=300)
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("who")
    )
    until = models.DateField(_("by when"))
    # the house that wants to look before it is done
    asked_by = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )
    # as the minutes have it, where it was postponed or handed over since
    first_until = models.DateField(null=True, blank=True, editable=False)
    first_person = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    postponed_because = models.CharField(_("reason for postponing"), max_length=400, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    reason = models.CharField(_("reason"), max_length=400, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["until", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="done") | Q(done_at__isnull=False), name="task_done_at"),
            models.CheckConstraint(condition=Q(meeting=None) ^ Q(decision=None), name="task_of_minutes_or_of_a_decision"),
        ]
        indexes = [models.Index(fields=["person", "state", "until"]), models.Index(fields=["organisation", "state", "until"])]
        triggers = [triggers.wording_of_task_is_final(), triggers.not_emptied()]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return address("task_detail", self.pk)

    def fingerprint(self) -> str:
        return fingerprint(
            self.what,
            str(self.organisation_id),
            str(self.person_id or ""),
            self.until,
            *([str(self.asked_by_id)] if self.asked_by_id else []),
        )

    @property
    def days_late(self) -> int:
        """Whole days over the date while it is open, else 0."""
        late = (clock.today() - self.until).days
        return late if self.state in TO_DO and late > 0 else 0

    @property
    def promised(self) -> list:
        """As the minutes have it: what, who, until and, where somebody wants to look first, which house."""
        row = [self.what, str(self.organisation_id), str(self.first_person_id or self.person_id or ""), self.first_until or self.until]
        return [*row, str(self.asked_by_id)] if self.asked_by_id else row

    @property
    def who(self) -> str:
        return f"{self.person} ({self.organisation})" if self.person_id else str(self.organisation)

    def move(self, verb: str, **fields) -> None:
        """Make a move of the table, with what else it writes."""
        self.state = line_of(self.MOVES, verb, self.state).target
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *fields])
