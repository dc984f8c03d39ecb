"""Contribution, the letters about it and what came of it; states, moves, and what the database itself refuses."""

from decimal import Decimal

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partnerships.approval.release import Expecting
from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, move
from partnerships.base.records import Edited, Record
from partnerships.base.valuation import UNITS, VALUED, Kind, MoneyType, value
from partnerships.organisation.models import Role
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership, Side
from projects.basis.fields import ONE_OF_BOTH, Valued
from projects.contribution import booking
from projects.contribution.deciders import without_decider
from projects.contribution.months import MonthPosition, MonthPositionAfter, position
from projects.limit.models import Due
from projects.project.models import Project

READ_BY_THE_LEDGER = (
    *("id", "promise", "giver", "receiver", "giver_side", "receiver_side", "kind"),
    *("granted", "starts_on", "ends_on", "begins_at", "finishes_at"),
)


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, person):
        """Those of partnerships I work on; observers see none: amounts are between the partners."""
        return self.filter(scope.worked_on(person))

    def for_list(self):
        return self.select_related("giver", "receiver", "partnership", "project")

    def promised(self):
        """What binds: granted or promised by an agreement, delivered or not."""
        return self.filter(state__in=Contribution.PROMISED)

    def to_decide_by(self, person):
        """Requests this person may decide: approver of the giving organisation, no hand in the request."""
        standing = standing_of(person)
        return self.decidable([pk for pk in standing.ids if standing.has(pk, Role.APPROVER)], person.pk)

    def decidable(self, givers, person_pk):
        """The same of an approver for these organisations; both may be Params."""
        return self.without_hand_of(person_pk).filter(scope.Among("giver", params=(givers,)))

    def without_hand_of(self, person_pk):
        """Open requests, whoever decides on them, in which this person has had no hand."""
        return self.filter(state=Contribution.State.ASKED).exclude(hands__contains=[person_pk])

    def without_decider(self, day=None, now=None):
        """Requests that wait at a giver where nobody is left who may decide on them: as of now, or of the day and moment that are named."""
        return self.filter(without_decider(day or clock.today(), now or clock.now()))

    def waiting_for(self, person):
        """Everything this person can move on: decide, answer, accept a part, confirm what came."""
        standing = standing_of(person)
        mine = [pk for pk in standing.ids if standing.writes_for(pk)]
        state = Contribution.State
        open_by_others = Delivery.objects.filter(contribution=OuterRef("pk"), confirmed_by=None).exclude(noted_by=person)
        return self.filter(
            Q(pk__in=self.model.objects.to_decide_by(person).values("pk"))
            | Q(state__in=[state.QUESTION, state.PART], receiver__in=mine)
            | Q(Exists(open_by_others), state=state.DELIVERED, receiver__in=mine)
        )


@pghistory.track(exclude=["begins_at", "finishes_at", *Expecting.EXPECTED])
class Contribution(Record, Edited, Expecting, Due, Valued):
    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for a decision")
        QUESTION = "question", _("Question to the asker")
        RELEASING = "releasing", _("Decision is being released")
        PART = "part", _("Granted in part, not yet accepted")
        GRANTED = "granted", _("Granted")
        DELIVERED = "delivered", _("Delivered, not yet confirmed")
        CONFIRMED = "confirmed", _("Delivered and confirmed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        LAPSED = "lapsed", _("No longer promised")

    class Reason(models.TextChoices):
        """Why a request is declined."""

        PURPOSE = "purpose", _("Does not fit our purpose")
        BUDGET = "budget", _("The budget is used up")
        LATE = "late", _("The deadline has passed")
        PAPERS = "papers", _("Documents are missing")
        EFFECT = "effect", _("The effect is unclear")
        TAX = "tax", _("Not possible for tax reasons")
        OTHER = "other", _("Other reason")

    PROMISED = (State.GRANTED, State.DELIVERED, State.CONFIRMED)
    OPEN = (State.ASKED, State.QUESTION, State.RELEASING, State.PART)

    MOVES = (
        move("grant", State.ASKED, State.GRANTED, Who.GIVER),
        move("grant_part", State.ASKED, State.PART, Who.GIVER),
        # where the giver's own rule wants more than one person: see release.py
        move("grant", State.ASKED, State.RELEASING, Who.GIVER),
        move("grant_part", State.ASKED, State.RELEASING, Who.GIVER),
        move("release", State.RELEASING, State.GRANTED, Who.GIVER),
        move("release", State.RELEASING, State.PART, Who.GIVER),
        move("give_back", State.RELEASING, State.ASKED, Who.GIVER),
        move("edit", State.RELEASING, State.ASKED, Who.RECEIVER),
        move("ask_back", State.ASKED, State.QUESTION, Who.GIVER),
        move("decline", State.ASKED, State.DECLINED, Who.GIVER),
        move("answer", State.QUESTION, State.ASKED, Who.RECEIVER),
        move("accept_part", State.PART, State.GRANTED, Who.RECEIVER),
        move("withdraw", OPEN, State.WITHDRAWN, Who.RECEIVER),
        move("deliver", PROMISED, State.DELIVERED, Who.EITHER),
        # what comes after a confirmation or a correction follows from the deliveries, see settled_state()
        move("confirm", State.DELIVERED, State.CONFIRMED, Who.RECEIVER),
        move("confirm", State.DELIVERED, State.GRANTED, Who.RECEIVER),
        move("confirm", State.DELIVERED, State.DELIVERED, Who.RECEIVER),
        move("correct", State.DELIVERED, State.DELIVERED, Who.AUTHOR),
        move("take_back", State.DELIVERED, State.DELIVERED, Who.AUTHOR),
        move("take_back", State.DELIVERED, State.GRANTED, Who.AUTHOR),
        move("take_back", State.DELIVERED, State.CONFIRMED, Who.AUTHOR),
        # what an agreement promises follows its text when that is amended
        move("follow", PROMISED, State.GRANTED, Who.CLOCK),
        move("follow", PROMISED, State.DELIVERED, Who.CLOCK),
        move("follow", PROMISED, State.CONFIRMED, Who.CLOCK),
        move("lapse", State.GRANTED, State.LAPSED, Who.CLOCK),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("partnership"))
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name=_("project")
    )
    promise = models.ForeignKey(
        "partnerships.Promise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("from the agreement"),
    )
    agreement = models.ForeignKey(
        "partnerships.Agreement", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="contributions"
    )
    giver = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="given", verbose_name=_("who gives"))
    receiver = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="received", verbose_name=_("who receives")
    )
    # the sides both stand on in this partnership, kept here so that the ledger needs no join
    giver_side = models.CharField(max_length=10, choices=Side, editable=False)
    receiver_side = models.CharField(max_length=10, choices=Side, editable=False)
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    money_type = models.CharField(_("kind of money"), max_length=20, choices=MoneyType, blank=True)
    title = models.CharField(_("what for, in a few words"), max_length=160)
    purpose = models.TextField(_("intended use"), max_length=4000, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    # the term in months, kept by the database for the ledger, which spreads the promise over it
    begins_at = models.GeneratedField(expression=MonthPosition("starts_on"), output_field=position(), db_persist=True)
    finishes_at = models.GeneratedField(expression=MonthPositionAfter("ends_on"), output_field=position(), db_persist=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(_("rate in €"), max_digits=10, decimal_places=2, null=True, blank=True)
    months = models.DecimalField(_("months"), max_digits=6, decimal_places=2, null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=160, blank=True)
    rate_date = models.DateField(_("rate as of"), null=True, blank=True)
    asked = models.DecimalField(_("asked for, in €"), max_digits=12, decimal_places=2)
    offered = models.DecimalField(_("offered, in €"), max_digits=12, decimal_places=2, null=True, blank=True, editable=False)
    offered_quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True, editable=False)
    offered_months = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, editable=False)
    granted = models.DecimalField(_("promised, in €"), max_digits=12, decimal_places=2, default=0, editable=False)
    delivered = models.DecimalField(_("delivered, in €"), max_digits=12, decimal_places=2, default=0, editable=False)
    confirmed = models.DecimalField(_("confirmed, in €"), max_digits=12, decimal_places=2, default=0, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    asked_by = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    # everybody who asked, reworded or answered for the receiver: none of them decides
    hands = ArrayField(models.UUIDField(), default=list, editable=False)
    decided_by = models.ForeignKey(
        "partnerships.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason, blank=True, editable=False)
    reason_text = models.TextField(_("reason in words"), max_length=2000, blank=True, editable=False)
    next_date = models.DateField(_("earliest new date"), null=True, blank=True, editable=False)
    talk = models.BooleanField(_("we offer to talk about it"), default=False, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            ONE_OF_BOTH,
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")),
                name="contribution_between_two",
                violation_error_message=_("Giver and receiver must differ."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="contribution_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
            ),
            models.CheckConstraint(condition=Q(asked__gt=0), name="contribution_asks_something"),
            models.CheckConstraint(
                condition=Q(granted__gte=0, delivered__gte=0, confirmed__gte=0, confirmed__lte=F("delivered")), name="contribution_sums"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["granted", "delivered", "confirmed"], granted__gt=0, granted=F("offered"))
                | ~Q(state__in=["granted", "delivered", "confirmed"]) & Q(granted=0, delivered=0),
                name="contribution_binds_when_granted",
            ),
            models.CheckConstraint(
                condition=~Q(kind="money") | ~Q(money_type=""),
                name="contribution_money_has_type",
                violation_error_message=_("Please say which kind of money it is."),
            ),
            models.CheckConstraint(
                condition=Q(promise__isnull=False)
                | ~Q(state__in=["granted", "part", "declined", "delivered", "confirmed"])
                | Q(decided_at__isnull=False),
                name="contribution_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(asked_by=None) | ~Q(decided_by=F("asked_by")),
                name="contribution_four_eyes",
                violation_error_message=_("Whoever asked must not decide."),
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason="") & ~Q(reason_text=""), name="contribution_declined_has_reason"
            ),
            models.UniqueConstraint(fields=["promise"], condition=Q(promise__isnull=False), name="contribution_once_per_promise"),
        ]
        indexes = [
            models.Index(fields=["partnership", "-created_at", "-id"]),
            # all that the ledger reads: it never has to look at the rows themselves
            models.Index(
                fields=["partnership"],
                include=READ_BY_THE_LEDGER,
                condition=Q(state__in=["granted", "delivered", "confirmed"]),
                name="contribution_ledger",
            ),
            models.Index(  # what waits for somebody
                fields=["partnership"], condition=Q(state__in=["asked", "question", "part", "delivered"]), name="contribution_open"
            ),
            models.Index(  # what the list sums up, so that no row of the table is read for it
                fields=["partnership"], include=("asked", "granted", "delivered", "confirmed"), name="contribution_sums"
            ),
            models.Index(fields=["giver", "state", "state_since", "id"], name="contribution_desk"),
            models.Index(fields=["receiver", "state", "state_since"]),
            models.Index(fields=["project"]),
            models.Index(fields=["watch_on"], condition=Q(state="asked"), name="contribution_watch"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_label(self) -> str:
        """The state in words; tells a part from all of it, and conditions from a part."""
        if self.state == self.State.DELIVERED and self.delivered < self.granted:
            return str(_("Delivered in part"))
        if self.state == self.State.PART and self.offered == self.asked:
            return str(_("Granted with conditions, not yet accepted"))
        return self.get_state_display()

    def get_absolute_url(self) -> str:
        return address("contribution_detail", self.pk)

    @property
    def in_kind(self) -> bool:
        """Shown in euro for transparency only: no donation receipt follows from it."""
        return self.kind != Kind.MONEY

    @property
    def valued(self) -> bool:
        """Is the value calculated from a quantity and a rate (and months, for rooms)?"""
        return (
            self.kind in VALUED
            and self.quantity is not None
            and self.rate is not None
            and (self.kind != Kind.ROOMS or self.months is not None)
        )

    @property
    def unit(self) -> str:
        """Of `quantity`."""
        return UNITS[Kind(self.kind)]

    @property
    def delivery_unit(self) -> str:
        """What a delivery is counted in; empty where it comes as an amount."""
        if not self.valued:
            return ""
        return str(_("months")) if self.kind == Kind.ROOMS else str(_("hours"))

    @property
    def promised_units(self) -> Decimal | None:
        """How many units (months, hours) are promised, where deliveries are counted in units."""
        if not self.valued:
            return None
        return self.offered_months if self.kind == Kind.ROOMS else self.offered_quantity

    def worth(self, units) -> Decimal:
        """The value of so many units of a delivery."""
        if self.kind == Kind.ROOMS:
            return value(self.kind, quantity=self.offered_quantity or self.quantity, rate=self.rate, months=units)
        return value(self.kind, quantity=units, rate=self.rate)

    @property
    def rest(self) -> Decimal:
        """Promised and not yet delivered, never below nothing."""
        return max(self.granted - self.delivered, Decimal(0))

    def excess(self, value: Decimal, units: Decimal) -> Decimal:
        """How far this value goes beyond the promise; nothing while no more months or hours came than were promised."""
        if self.promised_units is not None and units <= self.promised_units:
            return Decimal(0)
        return max(value - self.granted, Decimal(0))

    def move_to(self, verb: str, state: str) -> None:
        """Set the state, if the table of moves has this line; the caller saves."""
        if not any(line.verb == verb and self.state in line.sources and line.target == state for line in self.MOVES):
            raise ValueError(f"no move {verb!r} from {self.state} to {state}")
        if state != self.state:
            self.state_since = clock.now()
        self.state = state

    def settled_state(self, confirmed_units: Decimal) -> str:
        """The state that follows from the deliveries, whose sums are up to date. Complete is what reached the promised amount, or
        the promised months or hours: twelve months rounded one by one may differ from the year by some cents.
        """
        if self.confirmed < self.delivered:
            return self.State.DELIVERED
        complete = self.confirmed >= self.granted or bool(self.promised_units and confirmed_units >= self.promised_units)
        return self.State.CONFIRMED if complete and self.confirmed else self.State.GRANTED


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, person):
        return self.filter(contribution__in=Contribution.objects.visible_to(person).values("pk"))


@pghistory.track()
class Delivery(Record, Edited, booking.Booking):
    """Something that came: on which day, how much. Unchangeable once confirmed."""

    # found by the index of the ledger, which begins with it
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    on = models.DateField(_("when"))
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("value in €"), max_digits=12, decimal_places=2)
    note = models.CharField(_("note"), max_length=300, blank=True)
    noted_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    noted_for = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # the payment of a call for funds: corrected there, see projects/funding
    of_call = models.BooleanField(default=False, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["on", "created_at"]
        constraints = [
            *booking.CONSTRAINTS,
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None) | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="delivery_confirmed_by_and_at",
            ),
            models.CheckConstraint(condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("noted_by")), name="delivery_four_eyes"),
        ]
        # all that the ledger sums up of them: it does not have to look at the rows themselves
        indexes = [models.Index(fields=["contribution", "on"], include=("amount", "confirmed_at"), name="delivery_ledger")]
        triggers = booking.TRIGGERS

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"

    def get_absolute_url(self) -> str:
        return f"{self.contribution.get_absolute_url()}#delivery-{self.pk}"
