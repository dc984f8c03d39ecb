"""Pot, what is reserved in it, and its overbookings."""

from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import DecimalField, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest, Lower
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, may_go, move
from partnerships.base.records import Edited, Record
from partnerships.organisation.models import Organisation
from partnerships.organisation.standing import standing_of

ZERO = Decimal("0.00")
FIRST_YEAR, LAST_YEAR = 2000, 2200
SHOWN_OF_A_GRANT = ("title", "state", "asked", "offered", "granted", "delivered", "ends_on", "partnership__title", "partnership__state")
IN_POT = (
    "pot",
    "amount",
    "spent",
    *(f"contribution__{name}" for name in (*SHOWN_OF_A_GRANT, "receiver__name", "receiver__short_name")),
)


class OwnQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Of one's own organisations only."""
        return self.filter(organisation__in=standing_of(person).ids)


class PotQuerySet(OwnQuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def for_list(self):
        """With what was paid from it, and how much of that goes beyond what was reserved."""
        its = Reservation.objects.filter(pot=OuterRef("pk")).order_by().values("pot")
        beyond = its.annotate(sum=Sum(Greatest(F("spent") - F("amount"), ZERO))).values("sum")
        return self.select_related("organisation", "quarter").annotate(
            spent=_sum(its.annotate(sum=Sum("spent")).values("sum")), beyond=_sum(beyond)
        )

    def to_choose(self):
        """The same for a choice among those of one house, which is known: without its row beside each."""
        return self.for_list().select_related(None).select_related("quarter").defer("note", "quarter__description", "quarter__streets")


def _sum(rows):
    money = DecimalField(max_digits=14, decimal_places=2)
    return Coalesce(Subquery(rows, output_field=money), ZERO, output_field=money)


@pghistory.track()
class Pot(Record, Edited):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pots", verbose_name=_("organisation"))
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("purpose"), max_length=120)
    quarter = models.ForeignKey(
        "neighbourhoods.Quarter", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("quarter")
    )
    amount = models.DecimalField(_("budget of the year, in €"), max_digits=12, decimal_places=2)
    may_overbook = models.BooleanField(_("may be overbooked when two people confirm it"), default=False)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    reserved = models.DecimalField(_("reserved, in €"), max_digits=12, decimal_places=2, default=ZERO, editable=False)
    overbooked = models.DecimalField(_("overbooked, in €"), max_digits=12, decimal_places=2, default=ZERO, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PotQuerySet.as_manager()

    class Meta:
        verbose_name = _("pot")
        verbose_name_plural = _("pots")
        constraints = [
            models.UniqueConstraint(
                F("organisation"),
                F("year"),
                Lower("name"),
                F("quarter"),
                name="pot_once",
                nulls_distinct=False,
                violation_error_message=_("There is a pot for this purpose, quarter and year already."),
            ),
            models.CheckConstraint(condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="pot_year"),
            models.CheckConstraint(condition=Q(amount__gt=0, reserved__gte=0, overbooked__gte=0), name="pot_amounts"),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("amount") + F("overbooked")),
                name="pot_holds_what_is_reserved",
                violation_error_message=_("More than this is reserved in the pot already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    def get_absolute_url(self) -> str:
        return address("pot_detail", self.pk)

    @property
    def full_name(self) -> str:
        return f"{self} · {self.quarter}" if self.quarter_id else str(self)

    @property
    def all(self) -> Decimal:
        """The budget with what was overbooked."""
        return self.amount + self.overbooked

    @property
    def left(self) -> Decimal:
        """What can still be granted; what was paid beyond a reservation is gone, too."""
        return max(self.all - self.reserved - getattr(self, "beyond", ZERO), ZERO)

    @property
    def look(self) -> str:
        """The key of its look, see base/templatetags/face.py."""
        return "ended" if self.closed_at else "overdue" if not self.left else "active"


class ReservationQuerySet(models.QuerySet["Reservation"]):
    def visible_to(self, person):
        return self.filter(pot__organisation__in=standing_of(person).ids)

    def for_list(self):
        return self.select_related("contribution__partnership", "contribution__receiver", "pot__organisation").order_by("-created_at")

    def in_pot(self, pot: Pot):
        """Those of this pot, with what a row of its page shows."""
        rows = self.filter(pot=pot).select_related("contribution__partnership", "contribution__receiver").only(*IN_POT)
        return rows.order_by("-created_at", "-pk")


class Reservation(Record):
    """What a contribution takes from a pot: its part of the pot's year."""

    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="reservations")
    contribution = models.ForeignKey("projects.Contribution", on_delete=models.PROTECT, related_name="reservations")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(_("reserved, in €"), max_digits=12, decimal_places=2)
    spent = models.DecimalField(_("paid, in €"), max_digits=12, decimal_places=2, default=ZERO)
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "year"],
                name="reservation_once_a_year",
                violation_error_message=_("For this year it is in a pot already."),
            ),
            models.CheckConstraint(condition=Q(amount__gte=0, spent__gte=0), name="reservation_amounts"),
        ]
        indexes = [models.Index(fields=["pot", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.contribution} {self.year}"

    @property
    def rest(self) -> Decimal:
        """Reserved and not paid yet."""
        return max(self.amount - self.spent, ZERO)


class Overbooking(Record):
    """More than the budget, wanted by one person and confirmed by another."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for a second person")
        CONFIRMED = "confirmed", _("Confirmed by two")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = (
        move("confirm", State.ASKED, State.CONFIRMED, Who.AUTHOR),
        move("decline", State.ASKED, State.DECLINED, Who.AUTHOR),
        move("withdraw", State.ASKED, State.WITHDRAWN, Who.AUTHOR),
    )

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="overbookings", verbose_name=_("pot"))
    amount = models.DecimalField(_("by how much, in €"), max_digits=12, decimal_places=2)
    reason = models.TextField(_("reason"), max_length=2000)
    asked_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED, editable=False)
    answered_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("overbooking")
        verbose_name_plural = _("overbookings")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="overbooking_amount"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(answered_by__isnull=False) & ~Q(answered_by=F("asked_by")),
                name="overbooking_by_two",
            ),
            models.UniqueConstraint(
                fields=["pot"],
                condition=Q(state="asked"),
                name="overbooking_one_at_a_time",
                violation_error_message=_("Somebody has asked to overbook this pot already. First a second person answers that."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pot)

    def get_absolute_url(self) -> str:
        return self.pot.get_absolute_url()

    def move_to(self, state: str) -> None:
        """Go to that state if the table of moves allows it; the caller saves."""
        may_go(self, state)
        self.state = state
