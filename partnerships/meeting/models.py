"""A meeting with its participants, topics and decisions; its states and the moves between them."""

from datetime import UTC, date, timedelta

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.markdown import as_html
from partnerships.base.moves import Who, line_of, move
from partnerships.base.records import Record
from partnerships.base.seen import fingerprint
from partnerships.consent.models import BindingQuerySet
from partnerships.meeting import triggers
from partnerships.meeting.content import content_of
from partnerships.meeting.minuted import MOST_TEXT, Minuted
from partnerships.meeting.parts import WithParts
from partnerships.meeting.words import Course, numbered_title
from partnerships.partnership import scope
from partnerships.partnership.mine import with_my_parties
from partnerships.partnership.models import Partnership

CLOSING_DAYS = 3
# what is planned; participants beside it
PLAN = ("kind", "title", "starts_at", "ends_at", "place", "online_url", "chair", "minutes_by_id", "minute_taker", "closing_days")


class MeetingQuerySet(WithParts, BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships I work on; observers see released ones."""
        return self.filter(Q(scope.worked_on(person)) | Q(scope.read(person), state=Meeting.State.RELEASED))

    def worked_on_by(self, person):
        """Those of partnerships whose inside I may see."""
        return self.filter(scope.worked_on(person))

    def with_my_parties(self, person):
        """Adds `my_parties`: ids of this person's organisations that are a party here."""
        return with_my_parties(self, person)

    def open(self):
        """Those to come, and those whose minutes are still to be written or released: these have `waits`."""
        now, state = clock.now(), Meeting.State
        waits = Q(state__in=[state.MINUTES, state.RELEASE]) | Q(state=state.PLANNED, ends_at__lt=now)
        rows = self.annotate(waits=models.ExpressionWrapper(waits, output_field=models.BooleanField()))
        return rows.filter(Q(waits=True) | Q(ends_at__gte=now)).exclude(state=state.CANCELLED)

    def matching(self, text: str):
        """With this in the title, the place, a topic or its result, a decision or its number."""
        topics = Item.objects.filter(Q(title__icontains=text) | Q(result__icontains=text), meeting=OuterRef("pk"))
        decisions = Decision.objects.filter(Q(text__icontains=text) | Q(number__istartswith=text), meeting=OuterRef("pk"))
        return self.filter(Q(title__icontains=text) | Q(place__icontains=text) | Exists(topics) | Exists(decisions))

    def for_list(self):
        return self.select_related("partnership", "minutes_by").with_missing()


@pghistory.track()
class Meeting(Record, Minuted):
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
        move("put_back", State.MINUTES, State.PLANNED, Who.EITHER),
        move("send_for_release", State.MINUTES, State.RELEASE, Who.EITHER),
        move("change", State.RELEASE, State.MINUTES, Who.EITHER),
        move("release", State.RELEASE, State.RELEASED, Who.BOTH),
        move("let_pass", State.RELEASE, State.RELEASED, Who.CLOCK),  # see deadline
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("partnership"))
    kind = models.CharField(_("kind of meeting"), max_length=10, choices=Kind, default=Kind.JOUR_FIXE)
    title = models.CharField(_("title"), max_length=160)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    online_url = models.URLField(_("link for taking part online"), blank=True)
    chair = models.CharField(_("chaired by"), max_length=120, blank=True)
    closing_days = models.PositiveSmallIntegerField(_("days before the meeting on which the agenda closes"), default=CLOSING_DAYS)
    # every change of the plan that those invited are told of raises it, as SEQUENCE of RFC 5545
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    series = models.ForeignKey(
        "partnerships.Series", on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", editable=False
    )
    original_day = models.DateField(null=True, blank=True, editable=False)  # the day the series' rule has for it
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("arranged by")
    )
    cancel_reason = models.CharField(_("reason for cancelling"), max_length=400, blank=True, editable=False)

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
            models.UniqueConstraint(fields=["series", "original_day"], name="meeting_of_series_once"),
            models.CheckConstraint(condition=Q(series=None) | Q(original_day__isnull=False), name="meeting_of_series_has_its_day"),
        ]
        indexes = [
            models.Index(fields=["partnership", "-starts_at"]),
            models.Index(fields=["starts_at"], condition=Q(state="planned"), name="meeting_planned"),
        ]
        triggers = [triggers.released_meeting_is_final(), triggers.not_emptied()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("meeting_detail", self.pk)

    def replan(self) -> list[str]:
        """The plan has changed: those invited are to be told. Returns the columns to save with it."""
        self.sequence += 1
        self.changed_at = clock.now()
        return ["sequence", "changed_at"]

    def call_off(self, reason: str) -> None:
        """Make the move "cancel"; those invited are to be told."""
        self.move("cancel", cancel_reason=reason, **{name: getattr(self, name) for name in self.replan()})

    def move(self, verb: str, **fields) -> None:
        """Make a move of the table, with what else it writes."""
        self.state = line_of(self.MOVES, verb, self.state).target
        self.state_since = clock.now()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["state", "state_since", *fields])

    @property
    def month(self) -> str:
        """2026-03: the month in Germany that decisions are numbered by."""
        return f"{self.starts_at.astimezone(clock.BERLIN):%Y-%m}"

    @property
    def length(self) -> int:
        """Minutes from beginning to end, by the clock that runs."""
        return int((self.ends_at.astimezone(UTC) - self.starts_at.astimezone(UTC)).total_seconds() // 60)

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= clock.now()

    @property
    def is_over(self) -> bool:
        return self.ends_at <= clock.now()

    @property
    def is_one_day(self) -> bool:
        return self.starts_at.astimezone(clock.BERLIN).date() == self.ends_at.astimezone(clock.BERLIN).date()

    @property
    def day(self) -> date:
        """The day in Germany on which it begins."""
        return self.starts_at.astimezone(clock.BERLIN).date()

    @property
    def closes_on(self) -> date | None:
        """The last day on which topics are brought in; none where that day was over when the meeting was planned."""
        day = self.day - timedelta(days=self.closing_days)
        return day if day >= self.created_at.astimezone(clock.BERLIN).date() else None

    @property
    def agenda_closed(self) -> bool:
        """Between the closing day and the meeting itself, where topics come up as they come."""
        return bool(self.closes_on and clock.today() > self.closes_on and not self.has_begun)

    @property
    def has_minutes(self) -> bool:
        return self.state in (self.State.MINUTES, self.State.RELEASE, self.State.RELEASED)

    @property
    def named_people(self) -> list[dict]:
        """What with_people() brought, with the word for the presence."""
        return [row | {"presence_word": Participant.Presence(row["presence"]).label} for row in self.people]

    def fingerprint(self) -> str:
        """Of the plan: what the edit form shows."""
        return self.fingerprint_with((each.person_id, each.name, each.email) for each in self.participants.all())

    def fingerprint_with(self, people) -> str:
        """The same with these participants, each (id of the person or None, name, address of a guest)."""
        named = sorted(f"{person or ''} {name} {email}" for person, name, email in people)
        return fingerprint(*[getattr(self, name) for name in PLAN], *named)

    def proposed_title(self, name: str = "", taken: set | None = None) -> str:
        """Jour fixe Nr. 2026-03, and the second one of that month: Jour fixe Nr. 2026-03 (2). `taken`: titles that are known already."""
        return numbered_title(self, name, taken)

    def content(self) -> dict:
        """The minutes: what both sides release."""
        return content_of(self)


class Participant(models.Model):
    """Somebody who takes part; without a person it is a guest. Whether somebody is a guest and whether they came are two things."""

    class Presence(models.TextChoices):
        INVITED = "invited", _("invited")
        PRESENT = "present", _("present")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)  # of a guest
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    presence = models.CharField(_("presence"), max_length=10, choices=Presence, default=Presence.INVITED)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], condition=Q(person__isnull=False), name="participant_once"),
            models.CheckConstraint(condition=Q(presence__in=["invited", "present", "excused", "absent"]), name="participant_presence"),
        ]
        triggers = [triggers.part_of_minutes_is_final(), triggers.not_emptied()]

    def __str__(self) -> str:
        return self.name


class PartQuerySet(models.QuerySet):
    """Rows that belong to a meeting: seen by those who see the meeting."""

    def visible_to(self, person):
        return self.filter(meeting__in=Meeting.objects.visible_to(person).values("pk"))


@pghistory.track()
class Item(Record):
    """A topic of the agenda."""

    class Purpose(models.TextChoices):
        INFORMATION = "information", pgettext_lazy("purpose of a topic", "Information")
        CONSULTATION = "consultation", pgettext_lazy("purpose of a topic", "Consultation")
        DECISION = "decision", pgettext_lazy("purpose of a topic", "Decision")

    class Standing(models.TextChoices):
        TASKS = "tasks", _("Looking back at the tasks")
        GOALS = "goals", _("How the goals stand")
        MONEY = "money", _("Money")
        ROOMS = "rooms", _("Rooms")
        MOOD = "mood", _("What disturbed us, what pleased us?")
        OUTLOOK = "outlook", _("Outlook")

    LAST = (Standing.MOOD, Standing.OUTLOOK)  # what a meeting ends with

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("topic"), max_length=200)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose, default=Purpose.INFORMATION)
    minutes_planned = models.PositiveSmallIntegerField(_("minutes"), default=10)
    # none: a standing item, which belongs to both
    brought_in_by = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("brought in by")
    )
    standing = models.CharField(max_length=10, choices=Standing, blank=True, editable=False)
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    # a thing of the partnership it is about, as the journal names it
    about_type = models.CharField(max_length=60, blank=True, editable=False)
    about_id = models.UUIDField(null=True, blank=True, editable=False)
    about_label = models.CharField(_("It is about"), max_length=200, blank=True, editable=False)
    result = models.TextField(_("result"), max_length=MOST_TEXT, blank=True)
    result_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(standing="") ^ Q(brought_in_by=None), name="item_standing_or_brought_in"),
            models.CheckConstraint(condition=Q(about_type="") | Q(about_id__isnull=False), name="item_about_something"),
        ]
        triggers = [triggers.part_of_minutes_is_final(), triggers.not_emptied()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("item_detail", self.pk)

    @property
    def partnership(self) -> Partnership:
        return self.meeting.partnership

    def fingerprint(self) -> str:
        """Of the topic as it was brought in."""
        return fingerprint(self.title, self.purpose, self.minutes_planned, str(self.about_id or ""))

    def point_at(self, thing) -> None:
        """What it is about: a thing (type, pk, label) or nothing."""
        self.about_type, self.about_id, self.about_label = (thing.type, thing.pk, thing.label[:200]) if thing else ("", None, "")

    @property
    def about_url(self) -> str:
        """The page of what it is about: every subject of the journal has one, named <model>_detail."""
        return reverse(f"{self.about_type.rpartition('.')[2].lower()}_detail", args=[self.about_id]) if self.about_type else ""

    def result_fingerprint(self) -> str:
        return fingerprint(self.result)

    @property
    def result_html(self) -> str:
        return as_html(self.result)


@pghistory.track()
class Decision(Record):
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="decisions")
    number = models.CharField(_("number"), max_length=12)
    text = models.TextField(_("decision"), max_length=4000)
    reservation = models.CharField(_("subject to"), max_length=200, blank=True)
    # the house it depends on; none: neither of the two, or both
    reservation_of = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("replaces"))

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="decision_number_once")]
        triggers = [triggers.part_of_minutes_is_final(), triggers.not_emptied()]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return f"{reverse('meeting_detail', args=[self.meeting_id])}#decision-{self.pk}"

    def fingerprint(self) -> str:
        return fingerprint(*self.wording)

    @property
    def wording(self) -> list[str]:
        row = [self.text, self.reservation, str(self.reservation_of_id or ""), str(self.replaces_id or "")]
        return row if any(row[2:]) else row[:2]

    @property
    def course_word(self) -> str:
        return str(Course(self.course).label)
