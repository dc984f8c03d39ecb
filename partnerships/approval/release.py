"""What runs through the house: releases with their steps, yeses and internal comments. The rules they follow are in models."""

import pgtrigger
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from partnerships.approval.models import ApprovalRule, StepFields, Subject
from partnerships.approval.why import Expectation
from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, may_go, move
from partnerships.base.records import Record
from partnerships.organisation.models import Organisation, Role
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership


class Moved(models.TextChoices):
    """Why an expected day has moved."""

    CUT_OFF = "cut_off", _("a cut-off has passed")
    HOUSE = "house", _("the organisation has changed its dates or rules")


class Expecting(models.Model):
    """A row that waits for a decision: when it is expected, and why then (words are made for the reader, see why.py)."""

    expected_on = models.DateField(_("decision expected on"), null=True, blank=True, editable=False)
    expected_why = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder, editable=False)
    watch_on = models.DateField(null=True, blank=True, editable=False)  # the first cut-off the day depends on
    expected_before = models.DateField(null=True, blank=True, editable=False)  # the day told before it moved
    moved_on = models.DateField(null=True, blank=True, editable=False)
    moved_why = models.CharField(max_length=10, blank=True, choices=Moved, default=Moved.CUT_OFF, editable=False)

    class Meta:
        abstract = True

    EXPECTED = ("expected_on", "expected_why", "watch_on", "expected_before", "moved_on", "moved_why")

    @property
    def expectation(self) -> Expectation:
        return Expectation(self.expected_on, self.expected_why)

    @property
    def is_late(self) -> bool:
        """Has the expected day passed?"""
        return self.expected_on is not None and self.expected_on < clock.today()

    def expect(self, expectation: Expectation | None) -> None:
        """Take it over; the caller saves EXPECTED."""
        found = expectation or Expectation(None, {})
        self.expected_on, self.expected_why, self.watch_on = found.on, found.data, found.watch_on

    def postpone(self, expectation: Expectation, why: str = Moved.CUT_OFF) -> bool:
        """True where the day is another one now; the one told before is remembered. The caller saves EXPECTED."""
        before = self.expected_on
        self.expect(expectation)
        if before is None or self.expected_on == before:
            return False
        self.expected_before, self.moved_on, self.moved_why = before, clock.today(), why
        return True


class ReleaseQuerySet(models.QuerySet["Release"]):
    def visible_to(self, person):
        """Those of one's own organisations, with everything in them."""
        return self.filter(organisation__in=standing_of(person).ids)

    def read_by(self, person):
        """Also those of partners, of which the steps are told and nothing else."""
        return self.filter(Q(scope.Among("organisation", params=(standing_of(person).ids,))) | Q(scope.worked_on(person)))

    def about(self, thing):
        return self.filter(subject_type=ContentType.objects.get_for_model(type(thing)), subject_id=thing.pk)

    def running(self):
        return self.filter(state=Release.State.RUNNING)

    def decided_with(self, person):
        """Those this person has asked for or said yes to, or somebody did as the person's deputy."""
        yeses = StepYes.objects.filter(Q(person=person) | Q(for_person=person), release=OuterRef("pk"))
        return self.filter(Q(asked_by=person) | Exists(yeses))

    def alive(self):
        """Those that go on: of no partnership, or of one that is active."""
        return self.running().filter(Q(partnership=None) | Q(partnership__state=Partnership.State.ACTIVE))

    def for_list(self):
        return self.select_related("organisation", "partnership", "asked_by", "subject_type")


class Release(Record, Expecting):
    class State(models.TextChoices):
        RUNNING = "running", _("Waiting for release")
        GRANTED = "granted", _("Released")
        REFUSED = "refused", _("Not released")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = (
        move("approve", State.RUNNING, State.GRANTED, Who.AUTHOR),
        move("refuse", State.RUNNING, State.REFUSED, Who.AUTHOR),
        move("withdraw", (State.RUNNING, State.GRANTED), State.WITHDRAWN, Who.AUTHOR),
    )

    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.UUIDField()
    subject_label = models.CharField(_("what it is about"), max_length=200)
    edition = models.PositiveIntegerField(_("edition"), default=1)
    subject = models.CharField(_("what for"), max_length=20, choices=Subject)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="releases", verbose_name=_("organisation"))
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="releases", verbose_name=_("partnership")
    )
    amount = models.DecimalField(_("amount a year, in €"), max_digits=12, decimal_places=2, null=True, blank=True)
    total = models.DecimalField(_("amount in all, in €"), max_digits=12, decimal_places=2, null=True, blank=True)
    months = models.DecimalField(_("term in months"), max_digits=6, decimal_places=2, null=True, blank=True)
    kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    rule = models.ForeignKey(ApprovalRule, on_delete=models.PROTECT, null=True, blank=True, related_name="releases")
    in_order = models.BooleanField(default=True)
    hands = ArrayField(models.UUIDField(), default=list)
    asked_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked on"), default=clock.now)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_for = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason_shown = models.TextField(_("reason that the partner reads"), max_length=2000, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "organisation"], condition=Q(state="running"), name="release_runs_once"
            ),
            models.CheckConstraint(condition=Q(state="running") | Q(ended_at__isnull=False), name="release_ended_at"),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "asked_at"]),
            models.Index(fields=["partnership", "state"]),
            models.Index(fields=["subject_id", "asked_at"]),
            models.Index(fields=["watch_on"], condition=Q(state="running"), name="release_watch"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="what_was_asked_stays",
                fields=["subject_type", "subject_id", "edition", "organisation", "amount", "total", "months", "rule", "in_order", "hands"],
            )
        ]

    def __str__(self) -> str:
        return self.subject_label

    def get_absolute_url(self) -> str:
        return address("release_detail", self.pk)

    @cached_property
    def thing(self):
        """What is released; one query unless who made or locked this release has brought it."""
        return self.subject_type.model_class()._base_manager.get(pk=self.subject_id)

    @property
    def thing_url(self) -> str:
        """The page of what is released; things have one named <model>_detail."""
        return reverse(f"{self.subject_type.model}_detail", args=[self.subject_id])

    @property
    def look(self) -> str:
        """The key of its look, see base/templatetags/face.py."""
        return "waiting" if self.is_running else self.state

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    def move_to(self, state: str) -> None:
        """Go to that state if the table of moves allows it; the caller saves."""
        may_go(self, state)
        self.state = state


class ReleaseStep(Record, StepFields):
    """The copy of a step of the rule that was in force."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="steps")
    began_at = models.DateTimeField(_("since"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    stuck_at = models.DateTimeField(null=True, blank=True)  # since when nobody is left for it, as the administration was told

    class Meta(StepFields.Meta):
        verbose_name = _("step of a release")
        verbose_name_plural = _("steps of releases")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["release", "order"], name="release_step_order"),
            models.CheckConstraint(condition=Q(done_at=None) | Q(began_at__isnull=False), name="release_step_began"),
        ]
        triggers = [pgtrigger.ReadOnly(name="copy_stays", exclude=["began_at", "done_at", "due_on", "reminded_at", "stuck_at"])]

    @property
    def is_open(self) -> bool:
        return self.began_at is not None and self.done_at is None


class StepYes(Record):
    """One person's yes to one step, for oneself or for somebody absent. Never changed, never deleted."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="yeses")
    step = models.ForeignKey(ReleaseStep, on_delete=models.PROTECT, related_name="yeses")
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    for_person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    roles = ArrayField(models.CharField(max_length=20, choices=Role), default=list)
    comment = models.TextField(_("comment for the own house"), max_length=2000, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("yes to a step")
        verbose_name_plural = _("yeses to steps")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["release", "person"], name="step_yes_once_per_person"),
            models.UniqueConstraint(
                fields=["release", "for_person"], condition=Q(for_person__isnull=False), name="step_yes_once_for_person"
            ),
            models.CheckConstraint(condition=Q(for_person=None) | ~Q(for_person=F("person")), name="step_yes_for_another"),
        ]
        triggers = [pgtrigger.Protect(name="yes_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.person} {self.at:%Y-%m-%d}"


class ReleaseNote(Record):
    """What the own house writes to itself about a release; no partner ever reads it."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="notes")
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("comment for the own house"), max_length=2000)

    class Meta:
        verbose_name = _("internal comment")
        verbose_name_plural = _("internal comments")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.text[:40]
