"""A correction: what both sides agree to set right of what is confirmed. It becomes rows of the ledger, which name the old one."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, may_go, move
from partnerships.base.records import Record
from projects.contribution.models import Contribution, Delivery


class RebookingQuerySet(models.QuerySet["Rebooking"]):
    def visible_to(self, person):
        return self.filter(contribution__in=Contribution.objects.visible_to(person).values("pk"))

    def for_page(self):
        names = (
            "contribution__giver",
            "contribution__receiver",
            "contribution__partnership",
            "delivery",
            "by",
            "organisation",
            "answered_by",
        )
        return self.select_related(*names)


@pghistory.track()
class Rebooking(Record):
    class Sort(models.TextChoices):
        AMEND = "amend", _("It was different: correct it")
        CANCEL = "cancel", _("It did not come: cancel it")
        RETURN = "return", _("Given back")

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for the other side")
        AGREED = "agreed", _("Agreed on")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = (
        move("agree", State.OPEN, State.AGREED, Who.OTHER),
        move("decline", State.OPEN, State.DECLINED, Who.OTHER),
        move("withdraw", State.OPEN, State.WITHDRAWN, Who.AUTHOR),
    )

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="rebookings")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="rebookings")
    sort = models.CharField(_("what is to be done"), max_length=10, choices=Sort)
    on = models.DateField(_("when"), null=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True)
    amount = models.DecimalField(_("value in €"), max_digits=12, decimal_places=2, null=True)
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = RebookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(
                condition=Q(sort="cancel", delivery__isnull=False, on=None, amount=None)
                | Q(sort="amend", delivery__isnull=False, on__isnull=False, amount__gt=0)
                | Q(sort="return", delivery=None, on__isnull=False, amount__gt=0),
                name="rebooking_says_what",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["agreed", "declined"], answered_by__isnull=False, answered_at__isnull=False)
                | Q(state__in=["open", "withdrawn"], answered_by=None),
                name="rebooking_answered",
            ),
            models.CheckConstraint(condition=Q(answered_by=None) | ~Q(answered_by=F("by")), name="rebooking_four_eyes"),
            models.UniqueConstraint(
                fields=["delivery"],
                condition=Q(state="open"),
                name="rebooking_one_at_a_time",
                violation_error_message=_("A correction of this row is already proposed."),
            ),
        ]
        indexes = [models.Index(fields=["contribution"], condition=Q(state="open"), name="rebooking_open")]

    def __str__(self) -> str:
        return str(self.contribution)

    def get_absolute_url(self) -> str:
        return address("rebooking_detail", self.pk)

    @property
    def partnership(self):
        return self.contribution.partnership

    @property
    def other(self):
        """The organisation that answers."""
        contribution = self.contribution
        return contribution.receiver if self.organisation_id == contribution.giver_id else contribution.giver

    @property
    def change(self):
        """By how much what is confirmed becomes more or less."""
        after = -self.amount if self.sort == self.Sort.RETURN else self.amount or 0
        return after - (self.delivery.amount if self.delivery else 0)

    def move_to(self, state: str) -> None:
        """The caller saves."""
        may_go(self, state)
        self.state = state

    def answer(self, state: str, by) -> None:
        self.move_to(state)
        self.answered_by, self.answered_at = by, clock.now()
        self.save(update_fields=["state", "answered_by", "answered_at"])
