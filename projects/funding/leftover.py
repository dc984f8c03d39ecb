"""The proposal about the rest of a grant, which binds when both sides have said yes to it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, may_go, move
from partnerships.base.records import Record
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.organisation.models import Organisation
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership
from projects.contribution.models import Contribution


class LeftoverQuerySet(BindingQuerySet):
    def visible_to(self, person):
        return self.filter(scope.worked_on(person))

    def for_page(self):
        of = ("contribution__giver", "contribution__receiver", "partnership")
        return self.select_related(*of, "proposed_by", "proposed_for", "waits_for")


@pghistory.track()
class Leftover(Record, Binding):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Way(models.TextChoices):
        CARRY = "carry", _("Carry it over")
        BACK = "back", _("Pay it back")

    MOVES = (
        move("agree", State.PROPOSED, State.AGREED, Who.BOTH),
        move("decline", State.PROPOSED, State.DECLINED, Who.OTHER),
        move("withdraw", State.PROPOSED, State.WITHDRAWN, Who.AUTHOR),
    )

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="leftovers")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+", editable=False)
    way = models.CharField(_("what becomes of it"), max_length=5, choices=Way)
    amount = models.DecimalField(_("amount in €"), max_digits=12, decimal_places=2)
    until = models.DateField(_("until"))
    reason = models.TextField(_("reason"), max_length=1000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    proposed_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    proposed_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", editable=False)
    waits_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+", editable=False)

    objects = LeftoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("rest of a grant")
        verbose_name_plural = _("rests of grants")
        constraints = [
            models.UniqueConstraint(fields=["contribution"], condition=Q(state="proposed"), name="leftover_one_proposal"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="leftover_amount"),
            models.CheckConstraint(
                condition=Q(state="proposed", waits_for__isnull=False) | ~Q(state="proposed") & Q(waits_for=None), name="leftover_waits_for"
            ),
        ]

    def __str__(self) -> str:
        return self.contribution.title

    def get_absolute_url(self) -> str:
        return address("leftover_detail", self.pk)

    def move_to(self, state: str) -> None:
        """Go to that state if the table of moves allows it; the caller saves."""
        may_go(self, state)
        self.state, self.state_since = state, clock.now()

    def content(self) -> dict:
        return {
            "contribution": str(self.contribution_id),
            "title": self.contribution.title,
            "way": self.way,
            "amount": str(self.amount),
            "until": self.until.isoformat(),
            "reason": self.reason,
        }

    @property
    def two(self) -> set:
        return {self.contribution.giver_id, self.contribution.receiver_id}

    def missing_parties(self) -> list:
        """Of a partnership of several only giver and receiver are asked."""
        return [party for party in super().missing_parties() if party.organisation_id in self.two]

    def both_agreed(self) -> bool:
        return not self.missing_parties()
