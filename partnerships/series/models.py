from datetime import UTC, date, datetime, timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, line_of, move
from partnerships.base.records import Record
from partnerships.base.recurrence import By, OnHoliday, Rule, Unit, held_on
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.meeting.models import CLOSING_DAYS, Item, Meeting
from partnerships.organisation.models import FEDERAL_STATES
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership
from partnerships.series.words import in_words

MOST_MINUTES = 720
MOST_EVERY = 52

HELD = (Meeting.State.MINUTES, Meeting.State.RELEASE, Meeting.State.RELEASED)


class SeriesQuerySet(BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships whose inside I may see."""
        return self.filter(scope.worked_on(person))

    def running(self):
        return self.filter(state=Series.State.RUNNING, partnership__state=Partnership.State.ACTIVE)

    def with_meetings(self, today=None, now=None):
        """Adds `next_at`, when it meets next; `met_at`, when those of its kind in the partnership have met last; `moved`: is a date that
        is over by the rule still to come, because the meeting was moved?
        """
        today, now = today or clock.today(), now or clock.now()
        coming = Meeting.objects.filter(series=OuterRef("pk"), state=Meeting.State.PLANNED, ends_at__gte=now).order_by("starts_at")
        held = (
            Meeting.objects.filter(partnership=OuterRef("partnership"), kind=OuterRef("kind"), state__in=HELD, starts_at__lte=now)
            .order_by()
            .values("partnership")
        )
        late = Meeting.objects.filter(series=OuterRef("pk"), state=Meeting.State.PLANNED, original_day__lte=today, ends_at__gte=now)
        return self.annotate(
            moved=Exists(late),
            next_at=Subquery(coming.values("starts_at")[:1]),
            met_at=Subquery(held.annotate(last=Max("starts_at")).values("last")),
        )

    def unreplaced(self):
        """Without those a running one has taken the place of."""
        return self.filter(~Exists(Series.objects.filter(replaces=OuterRef("pk"), state=Series.State.RUNNING)))


@pghistory.track()
class Series(Record, Binding):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        RUNNING = "running", _("Agreed by both sides")
        ENDED = "ended", _("Ended")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = (
        move("agree", State.PROPOSED, State.RUNNING, Who.BOTH),
        move("decline", State.PROPOSED, State.DECLINED, Who.OTHER),
        move("withdraw", State.PROPOSED, State.WITHDRAWN, Who.AUTHOR),
        move("end", State.RUNNING, State.ENDED, Who.EITHER),
    )

    UNITS = [(Unit.WEEK, _("weeks")), (Unit.MONTH, _("months")), (Unit.YEAR, _("years"))]
    BYS = [
        (By.WEEKDAY, _("on the same weekday, for example the first Tuesday")),
        (By.LAST, _("on the last such weekday of the month")),
        (By.DATE, _("on the same date, for example the 14th; the 31st is the last day of a shorter month")),
    ]
    HOLIDAYS = [
        (OnHoliday.MOVE, _("move to the next working day")),
        (OnHoliday.SKIP, _("drop the meeting")),
        (OnHoliday.KEEP, _("meet all the same")),
    ]

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="series", verbose_name=_("partnership"))
    kind = models.CharField(_("kind of meeting"), max_length=10, choices=Meeting.Kind, default=Meeting.Kind.JOUR_FIXE)
    name = models.CharField(_("name"), max_length=100, blank=True)
    first = models.DateField(_("first day"))
    time = models.TimeField(_("begins at"))  # as the clock on the wall in Germany shows it
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=60)
    unit = models.CharField(_("rhythm"), max_length=10, choices=UNITS, default=Unit.MONTH)
    every = models.PositiveSmallIntegerField(_("every"), default=1)
    by = models.CharField(_("in the month"), max_length=10, choices=BYS, default=By.WEEKDAY)
    until = models.DateField(_("until"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("number of meetings"), null=True, blank=True)
    on_holiday = models.CharField(_("on public holidays"), max_length=10, choices=HOLIDAYS, default=OnHoliday.MOVE)
    region = models.CharField(_("federal state"), max_length=2, choices=FEDERAL_STATES, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    online_url = models.URLField(_("link for taking part online"), blank=True)
    chair = models.CharField(_("chaired by"), max_length=120, blank=True)
    closing_days = models.PositiveSmallIntegerField(_("days before the meeting on which the agenda closes"), default=CLOSING_DAYS)
    points = ArrayField(models.CharField(max_length=10, choices=Item.Standing), default=list, blank=True, verbose_name=_("standing items"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("proposed by")
    )
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacements", editable=False)
    replaces_from = models.DateField(null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=400, blank=True, editable=False)
    made_until = models.DateField(null=True, blank=True, editable=False)  # up to this day every meeting was made

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series of meetings")
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(count=None), name="series_one_end"),
            models.CheckConstraint(condition=Q(every__gte=1, every__lte=MOST_EVERY), name="series_every"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=MOST_MINUTES), name="series_minutes"),
            models.CheckConstraint(condition=Q(replaces=None) | Q(replaces_from__isnull=False), name="series_replaces_from"),
        ]
        indexes = [models.Index(fields=["partnership", "state"])]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return address("series_detail", self.pk)

    def move(self, verb: str, **fields) -> None:
        """Make a move of the table, with what else it writes."""
        self.state = line_of(self.MOVES, verb, self.state).target
        self.state_since = clock.now()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["state", "state_since", *fields])

    def content(self) -> dict:
        """What both sides say yes to: when, how often, how long."""
        return {
            "kind": self.kind,
            "rule": self.rule.text,
            "first": self.first,
            "time": f"{self.time:%H:%M}",
            "minutes": self.minutes,
            "on_holiday": self.on_holiday,
            "region": self.region,
        }

    @property
    def rule(self) -> Rule:
        return Rule(self.first, Unit(self.unit), self.every, By(self.by), self.until, self.count)

    @property
    def words(self) -> str:
        return in_words(self.rule)

    @property
    def point_names(self) -> list[str]:
        return [str(Item.Standing(key).label) for key in self.points]

    def begins(self, day: date) -> datetime:
        """The moment it begins on that day: the same time of the day, summer and winter."""
        return clock.at(day, self.time.hour, self.time.minute)

    def span(self, day: date) -> tuple[datetime, datetime]:
        """Beginning and end; the length is minutes that really pass."""
        begins = self.begins(day)
        return begins, (begins.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(clock.BERLIN)

    def held_on(self, day: date) -> date | None:
        """On which day it takes place, where the rule has `day`."""
        return held_on(day, self.on_holiday, self.region)


class CarriedOver(models.Model):
    """What this meeting left undecided was brought onto the agenda of the next one, once."""

    source = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class Seat(models.Model):
    """Somebody who is invited to every meeting; without a person it is a guest."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
