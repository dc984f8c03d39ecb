"""Payment schedule, call for funds, and what two people have lifted; states, moves, and what the database itself refuses."""

from datetime import timedelta
from decimal import Decimal
from itertools import combinations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, may_go, move
from partnerships.base.records import Edited, Record
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.organisation.models import Organisation
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership
from projects.contribution.models import Contribution, Delivery

ZERO = Decimal("0.00")
AHEAD = timedelta(weeks=6)  # so long before its day an instalment may be called: due payments of the next six weeks


def _person(verbose_name="", **extra):
    return models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=verbose_name, **extra
    )


OF_FEW_HANDS = {"factual", "arithmetic", "ordered"}


def _apart(one: str, other: str) -> Q:
    """Two steps by two people; with few hands one person checks and orders."""
    apart = Q(**{f"{one}_by": None}) | Q(**{f"{other}_by": None}) | ~Q(**{f"{one}_by": F(f"{other}_by")})
    return apart | Q(few_hands=True) if {one, other} <= OF_FEW_HANDS else apart


class ScheduleQuerySet(BindingQuerySet):
    def visible_to(self, person):
        return self.filter(scope.worked_on(person))

    def for_page(self):
        of = ("contribution__giver", "contribution__receiver", "contribution__partnership", "partnership")
        return self.select_related(*of, "proposed_by", "proposed_for", "waits_for")


@pghistory.track()
class Schedule(Record, Binding):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        REPLACED = "replaced", _("Replaced by a newer one")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = (
        move("edit", State.PROPOSED, State.PROPOSED, Who.EITHER),
        move("agree", State.PROPOSED, State.AGREED, Who.BOTH),
        move("withdraw", State.PROPOSED, State.WITHDRAWN, Who.AUTHOR),
        move("replace", State.AGREED, State.REPLACED, Who.BOTH),
    )

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="schedules")
    # the contribution's, kept here so that a list needs no join
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    # who worded the edition that stands, and whose yes to it is missing
    proposed_by = _person(_("proposed by"))
    proposed_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", editable=False)
    waits_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    note = models.TextField(_("why so?"), max_length=1000, blank=True)
    # agreed for a house that is too small: one person checks and orders, another one releases (staff.py)
    few_hands = models.BooleanField(default=False)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment schedule")
        verbose_name_plural = _("payment schedules")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "state"],
                condition=Q(state__in=["proposed", "agreed"]),
                name="schedule_one_of_a_kind",
                violation_error_message=_("There is a proposal already. Please change that one."),
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", waits_for__isnull=False) | ~Q(state="proposed") & Q(waits_for=None), name="schedule_waits_for"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state"])]

    def __str__(self) -> str:
        return self.contribution.title

    def get_absolute_url(self) -> str:
        return address("schedule_detail", self.pk)

    def move_to(self, state: str) -> None:
        """Go to that state if the table of moves allows it; the caller saves."""
        may_go(self, state)
        self.state, self.state_since = state, clock.now()

    def content(self) -> dict:
        lines = self.instalments.order_by("number").values_list("number", "due_on", "amount", "condition")
        few = {"few_hands": True} if self.few_hands else {}
        return few | {
            "contribution": str(self.contribution_id),
            "title": self.contribution.title,
            "granted": str(self.contribution.granted),
            "instalments": [[number, due_on.isoformat(), str(amount), condition] for number, due_on, amount, condition in lines],
        }

    @property
    def two(self) -> set:
        return {self.contribution.giver_id, self.contribution.receiver_id}

    def missing_parties(self) -> list:
        """Of a partnership of several only giver and receiver are asked."""
        return [party for party in super().missing_parties() if party.organisation_id in self.two]

    def both_agreed(self) -> bool:
        return not self.missing_parties()

    def yes_table(self) -> list[dict]:
        return [row for row in super().yes_table() if row["party"].organisation_id in self.two]


class InstalmentQuerySet(models.QuerySet["Instalment"]):
    def visible_to(self, person):
        return self.filter(scope.worked_on(person, "schedule__partnership"))

    def for_page(self):
        of = "schedule__contribution__"
        return self.select_related(f"{of}giver", f"{of}receiver", f"{of}partnership")


class Instalment(Record):
    class Condition(models.TextChoices):
        NONE = "none", _("No condition")
        SIGNED = "signed", _("Signed agreement")
        INSURANCE = "insurance", _("Proof of insurance")
        INTERIM = "interim", _("Interim report accepted")
        PROOF = "proof", _("Proof of use accepted")

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField(_("number"))
    due_on = models.DateField(_("due on"))
    amount = models.DecimalField(_("amount in €"), max_digits=12, decimal_places=2)
    condition = models.CharField(_("condition"), max_length=10, choices=Condition, default=Condition.NONE)

    objects = InstalmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "number"], name="instalment_number"),
            models.CheckConstraint(condition=Q(amount__gt=0, number__gt=0), name="instalment_amount"),
        ]

    def __str__(self) -> str:
        return gettext("Instalment %(number)d") % {"number": self.number}

    @property
    def withheld(self) -> bool:
        """Kept back until the use of the rest is proven."""
        return self.condition == self.Condition.PROOF

    @property
    def callable_from(self):
        return self.due_on - AHEAD


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, person):
        """Of partnerships I work on; observers see none."""
        return self.filter(scope.worked_on(person))

    def for_list(self):
        return self.select_related("contribution__giver", "contribution__receiver", "partnership", "instalment")

    def for_page(self):
        people = ("called_by", "factual_by", "arithmetic_by", "released_by", "ordered_by", "received_by")
        return self.for_list().select_related("delivery", "contribution__agreement", *people)

    def pending(self):
        """Called, not yet paid."""
        return self.filter(state__in=Call.PENDING)


@pghistory.track()
class Call(Record, Edited):
    class State(models.TextChoices):
        REQUESTED = "requested", _("Called")
        FACTUAL = "factual", _("Factually correct")
        ARITHMETIC = "arithmetic", _("Arithmetically correct")
        RELEASING = "releasing", _("Being released")
        RELEASED = "released", _("Released for payment")
        ORDERED = "ordered", _("Payment ordered")
        RECEIVED = "received", _("Received")
        RETURNED = "returned", _("Sent back with a question")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    CHECKED = (State.REQUESTED, State.FACTUAL, State.ARITHMETIC)
    PENDING = (*CHECKED, State.RELEASING, State.RELEASED, State.RETURNED)
    PAID = (State.ORDERED, State.RECEIVED)

    MOVES = (
        move("check_facts", State.REQUESTED, State.FACTUAL, Who.GIVER),
        move("check_sums", State.FACTUAL, State.ARITHMETIC, Who.GIVER),
        move("release", State.ARITHMETIC, State.RELEASED, Who.GIVER),
        # where the giver's own rule wants more than one person
        move("release", State.ARITHMETIC, State.RELEASING, Who.GIVER),
        move("settle", State.RELEASING, State.RELEASED, Who.GIVER),
        move("give_back", State.RELEASING, State.ARITHMETIC, Who.GIVER),
        move("order", State.RELEASED, State.ORDERED, Who.GIVER),
        move("undo", State.ORDERED, State.RELEASED, Who.GIVER),
        move("receive", State.ORDERED, State.RECEIVED, Who.RECEIVER),
        # both agree in the ledger that the money never came (projects/ledger)
        move("cancel", State.RECEIVED, State.RELEASED, Who.BOTH),
        move("send_back", (*CHECKED, State.RELEASED), State.RETURNED, Who.GIVER),
        move("correct", (State.REQUESTED, State.RETURNED), State.REQUESTED, Who.RECEIVER),
        move("withdraw", (*CHECKED, State.RETURNED), State.WITHDRAWN, Who.RECEIVER),
    )

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="calls")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="calls")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="calls", editable=False)
    amount = models.DecimalField(_("amount in €"), max_digits=12, decimal_places=2)
    starts_on = models.DateField(_("needed from"))
    ends_on = models.DateField(_("needed until"))
    planned = models.DecimalField(_("planned expenses in this period, in €"), max_digits=12, decimal_places=2)
    cash = models.DecimalField(_("cash on hand for this purpose, in €"), max_digits=12, decimal_places=2)
    spent = models.PositiveSmallIntegerField(_("of the instalment before, spent in %"), null=True, blank=True)
    note = models.TextField(_("what for"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.REQUESTED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    # everybody who called or corrected for the receiver: none of them checks, releases or orders
    hands = ArrayField(models.UUIDField(), default=list, editable=False)
    few_hands = models.BooleanField(default=False, editable=False)  # its schedule's
    called_by = _person(_("called by"))
    called_at = models.DateTimeField(default=clock.now, editable=False)
    factual_by = _person(_("facts checked by"), null=True)
    factual_at = models.DateTimeField(null=True, editable=False)
    arithmetic_by = _person(_("sums checked by"), null=True)
    arithmetic_at = models.DateTimeField(null=True, editable=False)
    released_by = _person(_("released by"), null=True)
    released_at = models.DateTimeField(null=True, editable=False)
    ordered_by = _person(_("ordered by"), null=True)
    ordered_at = models.DateTimeField(null=True, editable=False)
    received_by = _person(_("received by"), null=True)
    received_at = models.DateTimeField(null=True, editable=False)
    reason = models.TextField(_("question or reason"), max_length=2000, blank=True, editable=False)
    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, null=True, related_name="call", editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for funds")
        verbose_name_plural = _("calls for funds")
        constraints = [
            models.UniqueConstraint(
                fields=["instalment"],
                condition=~Q(state="withdrawn"),
                name="call_once_per_instalment",
                violation_error_message=_("This instalment was called already."),
            ),
            models.CheckConstraint(condition=Q(amount__gt=0, planned__gte=0, cash__gte=0), name="call_amounts"),
            models.CheckConstraint(condition=Q(spent=None) | Q(spent__lte=100), name="call_spent"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="call_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ordered", "received"], delivery__isnull=False)
                | ~Q(state__in=["ordered", "received"]) & Q(delivery=None),
                name="call_paid_is_a_delivery",
            ),
            *(
                models.CheckConstraint(
                    condition=_apart(one, other),
                    name=f"call_{one}_not_{other}",
                    violation_error_message=_("Each step takes another person."),
                )
                for one, other in combinations(("called", "factual", "arithmetic", "released", "ordered"), 2)
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-created_at"]),
            models.Index(fields=["contribution", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.contribution.title}, {self.instalment}"

    def get_absolute_url(self) -> str:
        return address("call_detail", self.pk)

    @property
    def reference(self) -> str:
        """Short enough for a bank statement."""
        return f"MA-{self.pk.hex[-10:].upper()}"

    @property
    def giver(self) -> Organisation:
        return self.contribution.giver

    @property
    def receiver(self) -> Organisation:
        return self.contribution.receiver

    @property
    def needed(self) -> Decimal:
        """What the period takes beyond what is there already."""
        return max(self.planned - self.cash, ZERO)

    @property
    def beyond_need(self) -> Decimal:
        return max(self.amount - self.needed, ZERO)

    @property
    def is_pending(self) -> bool:
        return self.state in self.PENDING

    def takes_few_hands(self) -> bool:
        """Has one person done two of the steps that only few hands do together?"""
        done = [getattr(self, f"{step}_by_id") for step in OF_FEW_HANDS]
        people = [each for each in done if each]
        return len(set(people)) < len(people)

    def move_to(self, verb: str, state: str) -> None:
        """Set the state, if the table of moves has this line; the caller saves."""
        if not any(line.verb == verb and self.state in line.sources and line.target == state for line in self.MOVES):
            raise ValueError(f"no move {verb!r} from {self.state} to {state}")
        if state != self.state:
            self.state_since = clock.now()
        self.state = state


class Lift(Record):
    """A blocker of one call that two people of the giver lift, each saying why. Nothing of it changes afterwards."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="lifts")
    key = models.CharField(max_length=20)
    first_by = _person()
    first_at = models.DateTimeField(default=clock.now)
    comment = models.TextField(_("why can it be paid all the same?"), max_length=1000)
    second_by = _person(null=True)
    second_at = models.DateTimeField(null=True)
    second_comment = models.TextField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("lifted blocker")
        verbose_name_plural = _("lifted blockers")
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="lift_once"),
            models.CheckConstraint(condition=Q(second_by=None) | ~Q(second_by=F("first_by")), name="lift_by_two"),
        ]

    def __str__(self) -> str:
        return self.key
