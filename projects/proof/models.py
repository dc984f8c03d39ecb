"""Proof with its rule, submissions, letters, checks and reclaim; the states, their moves, and what the database refuses."""

from datetime import date
from decimal import Decimal

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, may_go, move
from partnerships.base.records import Edited, Record
from partnerships.base.valuation import MoneyType
from partnerships.organisation.standing import standing_of
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership
from projects.contribution.models import Contribution

NEED_ONE = (MoneyType.SUBSIDY, MoneyType.PUBLIC)  # kinds of money whose use is proven
SOON = 30  # days before it is due


@pghistory.track()
class DueRule(Record, Edited):
    """When the proofs of a grant are due and what belongs to them; a grant without one follows the defaults."""

    class Unit(models.TextChoices):
        DAYS = "days", _("days")
        WEEKS = "weeks", _("weeks")
        MONTHS = "months", _("months")

    class After(models.TextChoices):
        END = "end", _("after the end of the grant")
        YEAR = "year", _("after the end of each year")
        INSTALMENT = "instalment", _("after each instalment")
        FIXED = "fixed", _("on a fixed day")

    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="due_rule")
    after = models.CharField(_("when"), max_length=10, choices=After, default=After.END)
    count = models.PositiveSmallIntegerField(_("how many"), default=6)
    unit = models.CharField(_("days, weeks or months"), max_length=6, choices=Unit, default=Unit.MONTHS)
    fixed_on = models.DateField(_("the day"), null=True, blank=True)
    with_list = models.BooleanField(_("with the list of receipts"), default=True)
    with_files = models.BooleanField(_("with the pictures of the receipts"), default=False)

    class Meta:
        verbose_name = _("rule of proof")
        verbose_name_plural = _("rules of proof")
        constraints = [models.CheckConstraint(condition=~Q(after="fixed") | Q(fixed_on__isnull=False), name="due_rule_fixed_day")]

    def __str__(self) -> str:
        return str(self.contribution)

    def in_words(self) -> str:
        if self.after == self.After.FIXED:
            return str(self.get_after_display())
        count = {
            "days": ngettext("%(count)d day", "%(count)d days", self.count),
            "weeks": ngettext("%(count)d week", "%(count)d weeks", self.count),
            "months": ngettext("%(count)d month", "%(count)d months", self.count),
        }[self.unit] % {"count": self.count}
        return f"{count} {self.get_after_display()}"


class ProofQuerySet(models.QuerySet["Proof"]):
    def visible_to(self, person):
        """Those of partnerships I work on; what stands in them before they are submitted, only the receiver reads."""
        return self.filter(scope.worked_on(person))

    def for_list(self):
        return self.select_related("contribution__giver", "contribution__receiver", "contribution__project", "partnership")

    def undone(self):
        """Not handed in yet."""
        return self.filter(state__in=Proof.UNDONE)

    def overdue(self, day=None):
        return self.undone().filter(due_on__lt=day or clock.today())


@pghistory.track(exclude=["narrative", "prefilled"])
class Proof(Record, Edited):
    class State(models.TextChoices):
        OPEN = "planned", _("Not begun")
        WORK = "doing", _("In work")
        RELEASING = "releasing", _("Is being released inside the house")
        SUBMITTED = "offered", _("Submitted")
        CHECKING = "review", _("In check")
        QUESTION = "question", _("Question to the receiver")
        RETURNED = "returned", _("Returned for correction")
        ACCEPTED = "agreed", _("Accepted")
        PART = "part", _("Accepted in part")
        CLOSED = "ended", _("Closed")

    UNDONE = (State.OPEN, State.WORK, State.RELEASING, State.RETURNED)
    WRITTEN = (State.WORK, State.RETURNED)
    DONE = (State.ACCEPTED, State.PART, State.CLOSED)
    READ = (State.SUBMITTED, State.CHECKING, State.QUESTION)

    MOVES = (
        move("begin", State.OPEN, State.WORK, Who.RECEIVER),
        move("give", WRITTEN, State.RELEASING, Who.RECEIVER),
        move("release", State.RELEASING, State.SUBMITTED, Who.RECEIVER),
        move("give_back", State.RELEASING, State.WORK, Who.RECEIVER),
        move("take_up", State.SUBMITTED, State.CHECKING, Who.GIVER),
        move("ask", State.CHECKING, State.QUESTION, Who.GIVER),
        move("answer", State.QUESTION, State.CHECKING, Who.RECEIVER),
        move("send_back", State.CHECKING, State.RETURNED, Who.GIVER),
        move("accept", State.CHECKING, State.ACCEPTED, Who.GIVER),
        move("accept_part", State.CHECKING, State.PART, Who.GIVER),
        move("close", (State.ACCEPTED, State.PART), State.CLOSED, Who.GIVER),
    )

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="proofs", verbose_name=_("grant"))
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+", verbose_name=_("partnership"))
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    due_on = models.DateField(_("due on"))
    is_last = models.BooleanField(default=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    hands = ArrayField(models.UUIDField(), default=list, editable=False)  # who wrote it: none of them releases or checks it
    narrative = models.JSONField(default=dict, blank=True)
    prefilled = models.JSONField(default=dict, blank=True)  # as the portal wrote it; where it is still the same, it is marked
    income = models.JSONField(default=dict, blank=True)  # by line of the plan: what came from others
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        "partnerships.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("checked by"),
    )
    recognised = models.DecimalField(_("recognised, in €"), max_digits=12, decimal_places=2, null=True, blank=True, editable=False)
    kept_until = models.DateField(_("to be kept until"), null=True, blank=True, editable=False)

    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("proof of use")
        verbose_name_plural = _("proofs of use")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "number"], name="proof_number"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="proof_ends_after_start"),
            models.CheckConstraint(condition=Q(checked_by=None) | ~Q(hands__contains=[F("checked_by")]), name="proof_four_eyes"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "doing", "releasing", "returned"])
                | Q(submitted_at__isnull=False, kept_until__isnull=False),
                name="proof_submitted",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-due_on"]),
            models.Index(fields=["contribution", "due_on"]),
            models.Index(fields=["due_on"], condition=Q(state__in=["planned", "doing", "releasing", "returned"]), name="proof_undone"),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.contribution)

    def get_absolute_url(self) -> str:
        return address("proof_detail", self.pk)

    @property
    def days_left(self) -> int:
        return (self.due_on - clock.today()).days

    @property
    def is_overdue(self) -> bool:
        return self.state in self.UNDONE and self.due_on < clock.today()

    @property
    def state_label(self) -> str:
        """The state in words; what is not begun says when it is due."""
        if self.is_overdue:
            return ngettext("Overdue since %(days)d day", "Overdue since %(days)d days", -self.days_left) % {"days": -self.days_left}
        if self.state != self.State.OPEN:
            return str(self.get_state_display())
        if self.days_left > SOON:
            return gettext("Not due yet")
        if not self.days_left:
            return gettext("Due today")
        return ngettext("Due in %(days)d day", "Due in %(days)d days", self.days_left) % {"days": self.days_left}

    @property
    def look(self) -> str:
        """The key of its look, see base/templatetags/face.py."""
        return "overdue" if self.is_overdue else self.state

    @property
    def receipts_through(self) -> date | None:
        """The last day whose receipts belong to it; None: all that are left."""
        return None if self.is_last else self.ends_on

    def move_to(self, state: str) -> None:
        """Go to that state if the table of moves allows it; the caller saves."""
        may_go(self, state)
        if state != self.state:
            self.state_since = clock.now()
        self.state = state


class PartQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.filter(proof__in=Proof.objects.visible_to(person).values("pk"))


class Submission(Record):
    """What was handed in, as it was. Never changed, never deleted."""

    proof = models.ForeignKey(Proof, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission of a proof")
        verbose_name_plural = _("submissions of proofs")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["proof", "number"], name="submission_number")]
        triggers = [pgtrigger.Protect(name="submission_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.proof} {self.number}"


class Letter(Record):
    """What giver and receiver write to each other about a proof."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        QUESTION = "question", _("Question")
        ANSWER = "answer", _("Answer")
        RETURN = "return", _("Returned for correction")

    proof = models.ForeignKey(Proof, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter about a proof")
        verbose_name_plural = _("letters about proofs")
        ordering = ["created_at", "pk"]
        triggers = [pgtrigger.Protect(name="letter_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.text[:60]


class Point(models.TextChoices):
    """What the giver looks at."""

    COMPLETE = "complete", _("Is everything there?")
    ARITHMETIC = "arithmetic", _("Are the sums right?")
    PERIOD = "period", _("Was it spent within the period?")
    PURPOSE = "purpose", _("Was it spent for the purpose?")
    TOLERANCE = "tolerance", _("Were the lines of the plan kept?")
    OWN_SHARE = "own_share", _("Was the own share brought in?")
    DOUBLE = "double", _("Was nothing charged twice?")


class Check(Record):
    """One result of a check, with the points as they were marked."""

    class Result(models.TextChoices):
        ACCEPT = "accept", _("Accept")
        PART = "part", _("Accept in part")
        QUESTION = "question", _("Ask a question")
        RETURN = "return", _("Return for correction")

    proof = models.ForeignKey(Proof, on_delete=models.PROTECT, related_name="checks")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="checks")
    result = models.CharField(max_length=10, choices=Result)
    marks = models.JSONField(default=dict)  # by point: yes, no or none
    text = models.TextField(max_length=4000, blank=True)
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of a proof")
        verbose_name_plural = _("checks of proofs")
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="check_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.get_result_display())


@pghistory.track()
class Reclaim(Record, Edited):
    class State(models.TextChoices):
        HEARING = "asked", _("Announced: waiting for the answer")
        ANSWERED = "reported", _("Answered")
        SET = "requested", _("To be paid back")
        REPAID = "delivered", _("Paid back, not yet confirmed")
        PAID = "confirmed", _("Paid back")
        WAIVED = "dropped", _("Waived")
        OFFSET = "settled", _("Carried over")

    class Reason(models.TextChoices):
        REST = "rest", _("Money is left over")
        NOT_RECOGNISED = "expenses", _("Expenses are not recognised")
        LESS_COST = "less", _("It cost less than planned")
        MORE_INCOME = "income", _("More came from others than planned")
        PURPOSE = "purpose", _("Not spent for the purpose")
        PERIOD = "period", _("Spent outside the period")
        OTHER = "other", _("Another reason")

    class Wish(models.TextChoices):
        PAY = "pay", _("We pay it back.")
        OFFSET = "offset", _("We ask to carry it over into the next grant.")
        OBJECT = "object", _("We do not agree.")

    SETTLED = (State.PAID, State.WAIVED, State.OFFSET)

    MOVES = (
        move("answer_reclaim", State.HEARING, State.ANSWERED, Who.RECEIVER),
        move("fix_reclaim", (State.HEARING, State.ANSWERED), State.SET, Who.GIVER),
        move("waive_reclaim", (State.HEARING, State.ANSWERED, State.SET), State.WAIVED, Who.GIVER),
        move("offset_reclaim", State.ANSWERED, State.OFFSET, Who.GIVER),
        move("repay_reclaim", State.SET, State.REPAID, Who.RECEIVER),
        move("confirm_reclaim", State.REPAID, State.PAID, Who.GIVER),
        move("deny_reclaim", State.REPAID, State.SET, Who.GIVER),
        move("take_back_reclaim", State.REPAID, State.SET, Who.RECEIVER),
    )

    proof = models.OneToOneField(Proof, on_delete=models.PROTECT, related_name="reclaim")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount in €"), max_digits=12, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    text = models.TextField(_("reason in words"), max_length=2000)
    due_on = models.DateField(_("to be paid by"))
    answer_by = models.DateField(_("answer until"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.HEARING, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    announced_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    wish = models.CharField(_("answer"), max_length=10, choices=Wish, blank=True, editable=False)
    answer = models.TextField(_("answer in words"), max_length=2000, blank=True, editable=False)
    paid_on = models.DateField(_("paid back on"), null=True, blank=True, editable=False)
    rebooking = models.OneToOneField("projects.Rebooking", on_delete=models.PROTECT, null=True, related_name="+", editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("reclaim")
        verbose_name_plural = _("reclaims")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="reclaim_amount")]
        triggers = [
            pgtrigger.ReadOnly(
                name="what_was_announced_stays", fields=["proof", "partnership", "amount", "reason", "text", "announced_by"]
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.proof)

    def get_absolute_url(self) -> str:
        return f"{self.proof.get_absolute_url()}#reclaim"

    @property
    def is_settled(self) -> bool:
        return self.state in self.SETTLED

    def move_to(self, state: str) -> None:
        """Go to that state if the table of moves allows it; the caller saves."""
        may_go(self, state)
        self.state, self.state_since = state, clock.now()


ZERO = Decimal("0.00")


def works_for_giver(person, proof: Proof) -> bool:
    return proof.contribution.giver_id in standing_of(person).organisations


def works_for_receiver(person, proof: Proof) -> bool:
    return proof.contribution.receiver_id in standing_of(person).organisations
