from decimal import Decimal
from uuid import UUID

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, may_go, move
from partnerships.base.records import Record
from partnerships.consent.models import Binding, BindingQuerySet
from projects.contribution.models import Contribution
from projects.plan.terms import LineTerms


class ChangeQuerySet(BindingQuerySet):
    def visible_to(self, person):
        return self.filter(contribution__in=Contribution.objects.visible_to(person).values("pk"))


@pghistory.track()
class Change(Record, Binding):
    TOLD_WITH = "contribution"  # whose lines of the journal tell of it

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = (
        move("agree", State.PROPOSED, State.AGREED, Who.BOTH),
        move("decline", State.PROPOSED, State.DECLINED, Who.OTHER),
        move("withdraw", State.PROPOSED, State.WITHDRAWN, Who.AUTHOR),
    )

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="changes")
    partnership = models.ForeignKey("partnerships.Partnership", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    reason = models.TextField(_("why"), max_length=2000)
    purpose = models.TextField(_("new intended use"), max_length=4000, blank=True)
    ends_on = models.DateField(_("new end"), null=True, blank=True)
    # the whole plan as it is to be, each line with the id it has; empty: the plan stays
    lines = models.JSONField(default=list, blank=True)
    plan_edition = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    answered_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    effective_on = models.DateField(_("in effect from"), null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(state="proposed"),
                name="change_one_at_a_time",
                violation_error_message=_("A change is proposed already. First it is answered."),
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(effective_on__isnull=False, answered_by__isnull=False) & ~Q(answered_by=F("asked_by")),
                name="change_agreed_by_two",
            ),
            models.CheckConstraint(condition=~Q(purpose="") | Q(ends_on__isnull=False) | ~Q(lines=[]), name="change_changes_something"),
        ]

    def __str__(self) -> str:
        return str(self.contribution)

    def get_absolute_url(self) -> str:
        return address("change_detail", self.pk)

    @property
    def answers(self) -> UUID:
        """The id of the organisation that answers."""
        contribution = self.contribution
        return contribution.giver_id if self.organisation_id == contribution.receiver_id else contribution.receiver_id

    @property
    def line_terms(self) -> list[LineTerms]:
        return [LineTerms(row["side"], row["key"], Decimal(row["amount"]), row["label"], row["id"]) for row in self.lines]

    def content(self) -> dict:
        names = ("reason", "purpose", "ends_on", "lines", "plan_edition")
        return {"contribution": str(self.contribution_id)} | {name: getattr(self, name) for name in names}

    def both_agreed(self) -> bool:
        """The two whom the contribution binds; other parties of the partnership have no say in it."""
        return {self.contribution.giver_id, self.contribution.receiver_id} <= set(self.yeses())

    def move_to(self, state: str) -> None:
        """Go to that state if the table of moves allows it; the caller saves."""
        may_go(self, state)
        self.state, self.state_since = state, clock.now()
