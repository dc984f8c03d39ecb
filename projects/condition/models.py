import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.base.moves import Who, may_go, move
from partnerships.base.records import Record
from partnerships.organisation.standing import standing_of
from projects.contribution.models import Contribution

MOST = 12
LETTERS = 300


class ConditionQuerySet(models.QuerySet["Condition"]):
    def visible_to(self, person):
        """Both sides; the giver alone while its house has not released the decision."""
        seen = ~Q(contribution__state=Contribution.State.RELEASING) | Q(contribution__giver__in=standing_of(person).ids)
        return self.filter(seen, contribution__in=Contribution.objects.visible_to(person).values("pk"))

    def unmet(self):
        """Of what binds: not accepted yet."""
        return self.filter(contribution__state__in=Contribution.PROMISED).exclude(state=Condition.State.ACCEPTED)


@pghistory.track()
class Condition(Record):
    class State(models.TextChoices):
        OPEN = "open", _("Open")
        FULFILLED = "fulfilled", _("Fulfilled, not yet accepted")
        ACCEPTED = "accepted", _("Fulfilled and accepted")

    MOVES = (
        move("fulfil", State.OPEN, State.FULFILLED, Who.RECEIVER),
        move("accept", State.FULFILLED, State.ACCEPTED, Who.GIVER),
        move("reopen", State.FULFILLED, State.OPEN, Who.GIVER),
    )

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="conditions")
    text = models.CharField(_("condition"), max_length=LETTERS)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    state_since = models.DateTimeField(editable=False)
    word = models.CharField(_("how it is fulfilled, or why not"), max_length=LETTERS, blank=True)
    fulfilled_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["contribution", "position"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="fulfilled") | Q(fulfilled_by__isnull=False), name="condition_fulfilled_by"),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | Q(accepted_by__isnull=False, fulfilled_by__isnull=False) & ~Q(accepted_by=F("fulfilled_by")),
                name="condition_four_eyes",
                violation_error_message=_("Whoever said that it is fulfilled does not accept it."),
            ),
        ]
        indexes = [models.Index(fields=["contribution"], condition=~Q(state="accepted"), name="condition_unmet")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.contribution.get_absolute_url()}#conditions"

    def move_to(self, state: str) -> None:
        """Go to that state if the table of moves allows it; the caller saves."""
        may_go(self, state)
        self.state = state
