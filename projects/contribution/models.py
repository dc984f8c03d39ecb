import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.moves import Who, move
from partnerships.base.records import Record
from partnerships.base.valuation import Kind, MoneyType
from partnerships.partnership.models import Partnership
from projects.project.models import Project


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, person):
        """Those of partnerships I work on; observers see none: amounts are between the partners."""
        return self.filter(partnership__in=Partnership.objects.worked_on_by(person).values("pk"))


@pghistory.track()
class Contribution(Record):
    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for a decision")
        QUESTION = "question", _("Question to the asker")
        PART = "part", _("Granted in part, not yet accepted")
        GRANTED = "granted", _("Granted")
        DELIVERED = "delivered", _("Delivered, not yet confirmed")
        CONFIRMED = "confirmed", _("Delivered and confirmed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Reason(models.TextChoices):
        """Why a request is declined."""

        PURPOSE = "purpose", _("Does not fit our purpose")
        BUDGET = "budget", _("The budget is used up")
        LATE = "late", _("The deadline has passed")
        PAPERS = "papers", _("Documents are missing")
        EFFECT = "effect", _("The effect is unclear")
        TAX = "tax", _("Not possible for tax reasons")
        OTHER = "other", _("Other reason")

    MOVES = (
        move("grant", State.ASKED, State.GRANTED, Who.GIVER),
        move("grant_part", State.ASKED, State.PART, Who.GIVER),
        move("ask_back", State.ASKED, State.QUESTION, Who.GIVER),
        move("decline", State.ASKED, State.DECLINED, Who.GIVER),
        move("answer", State.QUESTION, State.ASKED, Who.RECEIVER),
        move("accept_part", State.PART, State.GRANTED, Who.RECEIVER),
        move("withdraw", (State.ASKED, State.QUESTION, State.PART), State.WITHDRAWN, Who.RECEIVER),
        move("deliver", (State.GRANTED, State.DELIVERED, State.CONFIRMED), State.DELIVERED, Who.GIVER),
        move("confirm", State.DELIVERED, State.CONFIRMED, Who.RECEIVER),
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
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    money_type = models.CharField(_("kind of money"), max_length=20, choices=MoneyType, blank=True)
    title = models.CharField(_("what for, in a few words"), max_length=160)
    purpose = models.TextField(_("purpose"), max_length=4000, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(_("rate in €"), max_digits=10, decimal_places=2, null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=160, blank=True)
    asked = models.DecimalField(_("asked for, in €"), max_digits=12, decimal_places=2)
    granted = models.DecimalField(_("promised, in €"), max_digits=12, decimal_places=2, default=0, editable=False)
    delivered = models.DecimalField(_("delivered, in €"), max_digits=12, decimal_places=2, default=0, editable=False)
    confirmed = models.DecimalField(_("confirmed, in €"), max_digits=12, decimal_places=2, default=0, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    asked_by = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(default=clock.now, editable=False)
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
    edition = models.PositiveIntegerField(default=1, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
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
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="contribution_declined_has_reason"),
            models.UniqueConstraint(fields=["promise"], condition=Q(promise__isnull=False), name="contribution_once_per_promise"),
        ]
        indexes = [
            models.Index(fields=["partnership", "-created_at"]),
            models.Index(fields=["giver", "state", "state_since"]),
            models.Index(fields=["receiver", "state", "state_since"]),
            models.Index(fields=["project"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("contribution_detail", args=[self.pk])


class Message(Record):
    """Question and answer on a request; both sides read it."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)

    class Meta:
        ordering = ["created_at"]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, person):
        return self.filter(contribution__in=Contribution.objects.visible_to(person))


@pghistory.track()
class Delivery(Record):
    """Something that came: on which day, how much. Unchangeable once confirmed."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="deliveries")
    on = models.DateField(_("when"))
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("value in €"), max_digits=12, decimal_places=2)
    note = models.CharField(_("note"), max_length=300, blank=True)
    noted_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["on", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="delivery_amount_positive"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None) | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="delivery_confirmed_by_and_at",
            ),
            models.CheckConstraint(condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("noted_by")), name="delivery_four_eyes"),
        ]
        indexes = [models.Index(fields=["contribution", "on"])]
