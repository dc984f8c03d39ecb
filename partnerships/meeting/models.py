import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.moves import Who, move
from partnerships.base.records import Record
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.partnership.models import Partnership


class MeetingQuerySet(BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships I work on; observers see released ones."""
        return self.filter(
            Q(partnership__in=Partnership.objects.worked_on_by(person).values("pk"))
            | Q(partnership__in=Partnership.objects.read_by(person).values("pk"), state=Meeting.State.RELEASED)
        )


@pghistory.track()
class Meeting(Record, Binding):
    class Kind(models.TextChoices):
        JOUR_FIXE = "jourfixe", _("Regular meeting")
        STEERING = "steering", _("Steering group")
        QUARTER = "quarter", _("Neighbourhood round")
        ANNUAL = "annual", _("Annual review")
        WORKSHOP = "workshop", _("Goal workshop")
        AD_HOC = "adhoc", _("Talk when needed")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        MINUTES = "minutes", _("Minutes being written")
        RELEASE = "release", _("Minutes waiting for release")
        RELEASED = "released", _("Released by both sides")
        CANCELLED = "cancelled", _("Cancelled")

    MOVES = (
        move("cancel", State.PLANNED, State.CANCELLED, Who.EITHER),
        move("begin_minutes", State.PLANNED, State.MINUTES, Who.EITHER),
        move("send_for_release", State.MINUTES, State.RELEASE, Who.EITHER),
        move("change", State.RELEASE, State.MINUTES, Who.EITHER),
        move("release", State.RELEASE, State.RELEASED, Who.BOTH),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("partnership"))
    kind = models.CharField(_("kind of meeting"), max_length=10, choices=Kind, default=Kind.JOUR_FIXE)
    title = models.CharField(_("title"), max_length=160)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    online_url = models.URLField(_("link for taking part online"), blank=True)
    chair = models.CharField(_("chaired by"), max_length=120, blank=True)
    minute_taker = models.CharField(_("minutes by"), max_length=120, blank=True)
    remarks = models.TextField(_("What went well, what did not?"), max_length=4000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("arranged by")
    )
    released_at = models.DateTimeField(_("released on"), null=True, blank=True, editable=False)
    digest_released = models.CharField(max_length=64, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("The end must be after the beginning."),
            ),
            models.CheckConstraint(condition=~Q(state="released") | Q(released_at__isnull=False), name="meeting_released_at"),
        ]
        indexes = [models.Index(fields=["partnership", "-starts_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meeting_detail", args=[self.pk])

    def content(self) -> dict:
        """The minutes: what both sides release."""
        return {
            "title": self.title,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "place": self.place,
            "chair": self.chair,
            "minute_taker": self.minute_taker,
            "remarks": self.remarks,
            "participants": [[p.name, str(p.organisation_id or ""), p.presence] for p in self.participants.all()],
            "items": [[i.title, i.purpose, i.result] for i in self.items.all()],
            "decisions": [[d.number, d.text, d.reservation] for d in self.decisions.all()],
            "tasks": [[t.what, str(t.organisation_id), str(t.person_id or ""), t.until] for t in self.tasks.all()],
        }


class Participant(models.Model):
    class Presence(models.TextChoices):
        INVITED = "invited", _("invited")
        PRESENT = "present", _("present")
        EXCUSED = "excused", _("excused")
        GUEST = "guest", _("guest")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    presence = models.CharField(_("presence"), max_length=10, choices=Presence, default=Presence.INVITED)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], condition=Q(person__isnull=False), name="participant_once")]

    def __str__(self) -> str:
        return self.name


class Item(Record):
    """A topic of the agenda."""

    class Purpose(models.TextChoices):
        INFORMATION = "information", _("Information")
        CONSULTATION = "consultation", _("Consultation")
        DECISION = "decision", _("Decision")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("topic"), max_length=200)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose, default=Purpose.INFORMATION)
    minutes_planned = models.PositiveSmallIntegerField(_("minutes"), default=10)
    brought_in_by = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("brought in by")
    )
    result = models.TextField(_("result"), max_length=20000, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class Decision(Record):
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="decisions")
    number = models.CharField(_("number"), max_length=12)
    text = models.TextField(_("decision"), max_length=4000)
    reservation = models.CharField(_("subject to"), max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="decision_number_once")]

    def __str__(self) -> str:
        return self.number


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, person):
        return self.filter(meeting__in=Meeting.objects.visible_to(person))


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

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["until", "id"]
        constraints = [models.CheckConstraint(condition=~Q(state="done") | Q(done_at__isnull=False), name="task_done_at")]
        indexes = [models.Index(fields=["person", "state", "until"]), models.Index(fields=["organisation", "state", "until"])]

    def __str__(self) -> str:
        return self.what
