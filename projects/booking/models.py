from datetime import datetime
from decimal import Decimal

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.money import cents
from partnerships.base.moves import Who, may_go, move
from partnerships.base.records import Edited, Record
from partnerships.partnership import scope
from projects.contribution.models import Contribution

SECONDS = Decimal(3600)
NAMES = tuple(f"contribution__{who}__{name}" for who in ("giver", "receiver") for name in ("name", "short_name"))
IN_LIST = ("room", "starts_at", "ends_at", "purpose", "state", *NAMES)


class Period(Func):
    """From the beginning to the end, the end itself left out: one booking may begin when the other ends."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class BookingQuerySet(models.QuerySet["Booking"]):
    def visible_to(self, person):
        """Those of partnerships I work on, as with the contributions they belong to."""
        return self.filter(scope.worked_on(person))

    def for_list(self):
        """Only what a row shows."""
        return self.select_related("contribution__giver", "contribution__receiver").only(*IN_LIST)

    def for_page(self):
        names = ("contribution__giver", "contribution__receiver", "contribution__partnership", "partnership")
        return self.select_related(*names, "asked_by", "answered_by", "cancelled_by")

    def confirmed(self):
        return self.filter(state=Booking.State.CONFIRMED)

    def in_the_way_of(self, giver, room: str, starts_at: datetime, ends_at: datetime):
        """Confirmed ones of the same room at that time."""
        return self.confirmed().filter(giver=giver, room__iexact=room, starts_at__lt=ends_at, ends_at__gt=starts_at)

    def took_place(self):
        """Confirmed, over by now, and not cancelled: what was really used."""
        return self.confirmed().filter(ends_at__lte=clock.now())


@pghistory.track()
class Booking(Record, Edited):
    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        CONFIRMED = "confirmed", _("Booked")
        DECLINED = "declined", _("Not possible")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        CANCELLED = "cancelled", _("Cancelled")

    MOVES = (
        move("confirm", State.ASKED, State.CONFIRMED, Who.GIVER),
        move("decline", State.ASKED, State.DECLINED, Who.GIVER),
        move("withdraw", State.ASKED, State.WITHDRAWN, Who.RECEIVER),
        move("cancel", State.CONFIRMED, State.CANCELLED, Who.EITHER),
    )

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="bookings")
    partnership = models.ForeignKey("partnerships.Partnership", on_delete=models.PROTECT, related_name="+", verbose_name=_("partnership"))
    # kept here for the database, which lets nobody book a room twice
    giver = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    room = models.CharField(_("room"), max_length=80)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    purpose = models.CharField(_("what for"), max_length=160)
    persons = models.PositiveSmallIntegerField(_("how many people"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    asked_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    answered_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("why"), max_length=1000, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="booking_ends_after_start",
                violation_error_message=_("The end must be after the beginning."),
            ),
            models.CheckConstraint(condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")), name="booking_four_eyes"),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "cancelled"]) | Q(answered_by__isnull=False), name="booking_confirmed_by"
            ),
            models.CheckConstraint(condition=~Q(state="cancelled") | Q(cancelled_by__isnull=False), name="booking_cancelled_by"),
            models.CheckConstraint(condition=~Q(state__in=["declined", "cancelled"]) | ~Q(reason=""), name="booking_no_has_reason"),
            ExclusionConstraint(
                name="booking_never_twice",
                expressions=[
                    ("giver", RangeOperators.EQUAL),
                    (Lower("room"), RangeOperators.EQUAL),
                    (Period("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="confirmed"),
                violation_error_message=_("At this time the room is taken already."),
            ),
        ]
        indexes = [models.Index(fields=["contribution", "starts_at"]), models.Index(fields=["partnership", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.room}: {self.purpose}"

    def get_absolute_url(self) -> str:
        return address("booking_detail", self.pk)

    @property
    def hours(self) -> Decimal:
        """How long, in hours with two places: on the clocks' night what has really gone by."""
        return cents(Decimal((self.ends_at - self.starts_at).total_seconds()) / SECONDS)

    @property
    def is_over(self) -> bool:
        return self.ends_at <= clock.now()

    def move_to(self, state: str) -> None:
        """Go to that state if the table of moves allows it; the caller saves."""
        may_go(self, state)
        self.state, self.state_since = state, clock.now()
