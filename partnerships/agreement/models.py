import pghistory
from django.db import models
from django.db.models import F, Q
from django.dispatch import Signal
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.base.moves import Who, move
from partnerships.base.records import Record
from partnerships.base.valuation import Kind, MoneyType
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Partnership, Side

# sent inside the transaction that brings an agreement into force: sender=Agreement, agreement=, by=
agreement_in_force = Signal()


class AgreementQuerySet(BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships I work on; a draft only to the organisation it belongs to; observers see what is or was in force."""
        return self.filter(
            Q(partnership__in=Partnership.objects.worked_on_by(person).values("pk"))
            & (~Q(state=Agreement.State.DRAFT) | Q(owner__in=standing_of(person).ids))
            | Q(partnership__in=Partnership.objects.read_by(person).values("pk"), state__in=[Agreement.State.ACTIVE, Agreement.State.ENDED])
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
        move("drop", (State.DRAFT, State.OFFERED), State.DROPPED, Who.EITHER),
        move("expire", State.ACTIVE, State.ENDED, Who.CLOCK),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("partnership"))
    kind = models.CharField(_("kind of agreement"), max_length=20, choices=Kind, default=Kind.COOPERATION)
    title = models.CharField(_("title"), max_length=160)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    owner = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("brought in by")
    )
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
        ]
        indexes = [models.Index(fields=["partnership", "state"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement_detail", args=[self.pk])

    def current(self) -> "Edition":
        """The edition that counts now."""
        return self.editions.get(number=self.edition)

    def content(self) -> dict:
        return self.current().content()


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, person):
        return self.filter(agreement__in=Agreement.objects.visible_to(person))


class Edition(Record):
    """The whole text at one moment. Never changed once the other side has seen it."""

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

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="edition_number_once")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

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

    def __str__(self) -> str:
        return self.title


class Promise(Record):
    """A structured promise of an edition: who gives what to whom, how much, from when to when."""

    class Per(models.TextChoices):
        ONCE = "once", _("once")
        MONTH = "month", _("per month")
        YEAR = "year", _("per year")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="promises")
    order = models.PositiveSmallIntegerField()
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

    def __str__(self) -> str:
        return self.title

    def content(self) -> dict:
        keys = ("kind", "money_type", "title", "quantity", "rate", "rate_source", "amount", "per", "starts_on", "ends_on")
        return {"giver": self.giver_id, "receiver": self.receiver_id} | {key: getattr(self, key) for key in keys}
