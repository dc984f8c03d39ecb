from datetime import date
from decimal import Decimal

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Prefetch, Q, prefetch_related_objects
from django.dispatch import Signal
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.money import cents
from partnerships.base.moves import Who, move
from partnerships.base.records import Record
from partnerships.base.valuation import UNITS, VALUED, Kind, MoneyType, value
from partnerships.base.verdict import YES, Verdict, no
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership, Party, Side

# sent inside the transaction that brings an agreement into force: sender=Agreement, agreement=, by=
agreement_in_force = Signal()


class AgreementQuerySet(BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships I work on; what was never offered only to its owner; observers see what is or was in force."""
        return self.filter(
            Q(partnership__in=Partnership.objects.worked_on_by(person).values("pk"))
            & (Q(offered_at__isnull=False) | Q(owner__in=standing_of(person).ids))
            | Q(partnership__in=Partnership.objects.read_by(person).values("pk"), state__in=FINAL)
        )

    def negotiated_by(self, person):
        """Those of them whose negotiation I may read: editions, comments, comparisons."""
        return self.visible_to(person).filter(partnership__in=Partnership.objects.worked_on_by(person).values("pk"))

    def for_list(self):
        """With partnership, its parties, and every yes to the current edition; three queries whatever the number of rows."""
        parties = Party.objects.select_related("organisation").order_by("side", "created_at")
        return (
            self.with_yeses()
            .select_related("partnership", "owner")
            .prefetch_related(Prefetch("partnership__parties", parties, to_attr="all_parties"))
        )


@pghistory.track()
class Agreement(Record, Binding):
    class Kind(models.TextChoices):
        COOPERATION = "cooperation", _("Cooperation agreement")
        LETTER = "letter", _("Letter of intent")
        USE = "use", _("Use agreement for rooms")
        GRANT = "grant", _("Grant agreement")
        SERVICE = "service", _("Service contract")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OFFERED = "offered", _("Under negotiation")
        ACTIVE = "active", _("In force")
        ENDED = "ended", _("Ended")
        DROPPED = "dropped", _("Not concluded")

    MOVES = (
        move("offer", State.DRAFT, State.OFFERED, Who.AUTHOR),
        move("counter", State.OFFERED, State.OFFERED, Who.EITHER),
        move("sign", State.OFFERED, State.ACTIVE, Who.BOTH),
        move("drop", State.DRAFT, State.DROPPED, Who.AUTHOR),
        move("drop", State.OFFERED, State.DROPPED, Who.EITHER),
        move("expire", State.ACTIVE, State.ENDED, Who.CLOCK),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("partnership"))
    kind = models.CharField(_("kind of agreement"), max_length=20, choices=Kind, default=Kind.COOPERATION)
    title = models.CharField(_("title"), max_length=160)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    owner = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("brought in by")
    )
    offered_at = models.DateTimeField(_("first offered"), null=True, blank=True, editable=False)
    turn = models.CharField(_("whose turn"), max_length=10, choices=Side, blank=True, editable=False)
    turn_since = models.DateTimeField(null=True, blank=True, editable=False)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True, editable=False)
    reason = models.TextField(_("reason"), max_length=2000, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="agreement_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
            ),
            models.CheckConstraint(condition=~Q(state="active") | Q(in_force_at__isnull=False), name="agreement_active_since"),
            models.CheckConstraint(condition=Q(state="offered") | Q(turn=""), name="agreement_turn_only_while_offered"),
            models.CheckConstraint(condition=~Q(state="offered") | ~Q(turn=""), name="agreement_offered_has_turn"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"]) | Q(offered_at__isnull=False), name="agreement_bound_was_offered"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state"]), models.Index(fields=["state", "ends_on"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement_detail", args=[self.pk])

    def move_to(self, state: str, *also: str) -> None:
        """Take a state the table allows; `also` names other fields changed with it."""
        if not any(self.state in move.sources and move.target == state for move in self.MOVES):
            raise ValueError(f"an agreement cannot go from {self.state} to {state}")
        self.state = state
        if state != self.State.OFFERED:
            self.turn, self.turn_since = "", None
        self.save(update_fields=["state", "turn", "turn_since", *also])

    def give_turn_to(self, side: str) -> None:
        """It is that side's turn; since now, unless it already was. The caller saves."""
        if self.turn != side:
            self.turn, self.turn_since = side, clock.now()

    @property
    def turn_days(self) -> int:
        """For how many days it has been their turn."""
        return clock.days_since(self.turn_since) if self.turn_since else 0

    def turn_names(self) -> str:
        """The organisations whose turn it is."""
        return ", ".join(str(party) for party in self.partnership.parties_of(self.turn_now))

    @property
    def turn_now(self) -> str:
        """Whose turn it is; the other side's when the last one missing on this side has left the partnership."""
        missing = {party.side for party in self.missing_parties()}
        return self.turn if self.turn in missing or not missing else missing.pop()

    def current(self) -> "Edition":
        """The edition that counts now, read once."""
        if not hasattr(self, "current_edition") or self.current_edition.number != self.edition:
            self.current_edition = self.editions.for_reading().get(number=self.edition)
        return self.current_edition

    def read_current_of(self, editions) -> "Edition":
        """The edition that counts, one of these, with its clauses and promises; two queries."""
        self.current_edition = next(edition for edition in editions if edition.number == self.edition)
        prefetch_related_objects([self.current_edition], *_contents())
        return self.current_edition

    @property
    def is_open(self) -> bool:
        """Is it still being written or negotiated?"""
        return self.state in (self.State.DRAFT, self.State.OFFERED)

    def forget(self) -> None:
        """After a change: read the current edition and the yeses anew."""
        self.__dict__.pop("current_edition", None)
        self.forget_yeses()

    def content(self) -> dict:
        return self.current().content()


FINAL = (Agreement.State.ACTIVE, Agreement.State.ENDED)


def _contents() -> tuple:
    return "clauses", Prefetch("promises", Promise.objects.select_related("giver", "receiver"))


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, person):
        """Every edition for those who negotiate; for observers the one in force."""
        return self.filter(
            Q(agreement__in=Agreement.objects.negotiated_by(person))
            | Q(agreement__in=Agreement.objects.visible_to(person), agreement__state__in=FINAL, number=F("agreement__edition"))
        )

    def for_reading(self):
        """With clauses and promises and who gives them; three queries."""
        return self.select_related("by", "organisation").prefetch_related(*_contents())


class Edition(Record):
    """The whole text at one moment. Once sent to the other side the database refuses every change of it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=160)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("notice period in months"), default=6)
    comment = models.TextField(_("comment on this edition"), max_length=4000, blank=True)
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    saves = models.PositiveIntegerField(default=1)  # of a draft: so that two colleagues do not overwrite each other

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="edition_number_once")]
        ordering = ["number"]
        triggers = [
            pgtrigger.Protect(
                name="sent_is_final", operation=pgtrigger.Update | pgtrigger.Delete, condition=pgtrigger.Q(old__sent_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("agreement_edition", args=[self.agreement_id, self.number])

    def is_saved_as(self, saves) -> Verdict:
        """Is this draft still as its reader saw it?"""
        if str(saves) == str(self.saves):
            return YES
        return no(gettext("Meanwhile a colleague has changed this draft. Please read it first: nothing was changed."))

    def content(self) -> dict:
        """What a yes is said to: every word and every promise of this edition."""
        return {
            "title": self.title,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "notice_months": self.notice_months,
            "clauses": [[clause.key, clause.title, clause.body] for clause in self.clauses.all()],
            "promises": [promise.content() for promise in self.promises.all()],
        }


def _final_with_its_edition() -> pgtrigger.Trigger:
    """Rows of an edition that was sent can be neither added nor changed nor deleted."""
    return pgtrigger.Trigger(
        name="final_with_its_edition",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
            IF EXISTS (
                SELECT 1 FROM partnerships_edition
                WHERE sent_at IS NOT NULL AND id IN (COALESCE(OLD.edition_id, NEW.edition_id), COALESCE(NEW.edition_id, OLD.edition_id))
            ) THEN
                RAISE EXCEPTION 'This edition was sent to the other side: % on % is refused.', TG_OP, TG_TABLE_NAME
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )


class Clause(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    title = models.CharField(_("heading"), max_length=160)
    body = models.TextField(_("text"), max_length=20000, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "order"], name="clause_order_once", deferrable=models.Deferrable.DEFERRED)
        ]
        triggers = [_final_with_its_edition()]

    def __str__(self) -> str:
        return self.title


def periods(per: str, starts_on: date, ends_on: date) -> int:
    """Months or years begun between two days, both included; 1 for what is given once."""
    if per == Promise.Per.ONCE:
        return 1
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + (1 if ends_on.day >= starts_on.day else 0)
    months = max(1, months)
    return months if per == Promise.Per.MONTH else -(-months // 12)


def worth(kind: str, *, amount=None, quantity=None, rate=None) -> Decimal:
    """The value of one payment, one month of a room, one period of hours."""
    return value(kind, amount=amount, quantity=quantity, rate=rate, months=1)


class Promise(Record):
    """A structured promise of an edition: who gives what to whom, how much, from when to when."""

    class Per(models.TextChoices):
        ONCE = "once", _("once")
        MONTH = "month", _("per month")
        YEAR = "year", _("per year")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="promises")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40, default="")  # the same through all editions, so that a comparison finds it again
    giver = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("who gives"))
    receiver = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("who receives"))
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    money_type = models.CharField(_("kind of money"), max_length=20, choices=MoneyType, blank=True)
    title = models.CharField(_("in words"), max_length=160)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("m² or hours"))
    rate = models.DecimalField(_("rate in €"), max_digits=10, decimal_places=2, null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=160, blank=True)
    amount = models.DecimalField(_("amount or value in €"), max_digits=12, decimal_places=2)
    per = models.CharField(_("how often"), max_length=10, choices=Per, default=Per.ONCE)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="promise_amount_positive"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="promise_ends_after_start"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="promise_between_two"),
            models.CheckConstraint(condition=~Q(kind="money") | ~Q(money_type=""), name="promise_money_has_type"),
        ]
        triggers = [_final_with_its_edition()]

    def __str__(self) -> str:
        return self.title

    @property
    def periods(self) -> int:
        """How often it is given: every month or year that has begun counts."""
        return periods(self.per, self.starts_on, self.ends_on)

    @property
    def total(self) -> Decimal:
        """The value over the whole time."""
        return cents(self.amount * self.periods)

    @property
    def unit(self) -> str:
        return UNITS[Kind(self.kind)]

    @property
    def is_valued(self) -> bool:
        """Is the amount calculated from quantity and rate?"""
        return self.kind in VALUED

    def content(self) -> dict:
        keys = ("kind", "money_type", "title", "quantity", "rate", "rate_source", "amount", "per", "starts_on", "ends_on")
        return {"giver": self.giver_id, "receiver": self.receiver_id} | {key: getattr(self, key) for key in keys}
