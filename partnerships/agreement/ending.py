"""What belongs to the end of an agreement: who gave notice, what is still to be given back, of what both were reminded."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.agreement.models import Agreement
from partnerships.base import clock
from partnerships.base.moves import Who, line_of, move
from partnerships.base.records import Record


class OfAgreement(models.QuerySet):
    def visible_to(self, person):
        """For those who work on the partnership."""
        return self.filter(agreement__in=Agreement.objects.negotiated_by(person))


@pghistory.track()
class Notice(Record):
    """One party ends the agreement. At most one is in force."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="notices")
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=120, blank=True)
    given_at = models.DateTimeField(default=clock.now)
    effective_on = models.DateField(_("takes effect on"))
    grave = models.BooleanField(_("for a grave reason"), default=False)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    former_end = models.DateField(null=True, blank=True)  # the last day before the notice, for the case that it is taken back
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = OfAgreement.as_manager()

    class Meta:
        verbose_name = _("notice")
        constraints = [
            models.UniqueConstraint(fields=["agreement"], condition=Q(taken_back_at=None), name="notice_once"),
            models.CheckConstraint(condition=Q(grave=False) | ~Q(reason=""), name="notice_grave_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.effective_on}"


@pghistory.track()
class WindUp(Record):
    """One thing to be put in order at the end."""

    class Key(models.TextChoices):
        KEYS = "keys", _("Keys returned")
        INVENTORY = "inventory", _("Inventory handed over")
        MONEY = "money", _("Money left over settled")
        REPORT = "report", _("Final report written")
        NEIGHBOURS = "neighbours", _("Neighbourhood informed")
        OWN = "own", _("Other")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("no longer needed")

    MOVES = (
        move("finish", State.OPEN, State.DONE, Who.EITHER),
        move("drop", State.OPEN, State.DROPPED, Who.EITHER),
        move("reopen", (State.DONE, State.DROPPED), State.OPEN, Who.EITHER),
    )

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="wind_up")
    key = models.CharField(max_length=12, choices=Key, default=Key.OWN)
    what = models.CharField(_("what"), max_length=300, blank=True)  # of those of one's own; the usual ones are named by their key
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who does it")
    )
    until = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, editable=False)
    done_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    remark = models.CharField(_("remark"), max_length=400, blank=True)

    objects = OfAgreement.as_manager()

    class Meta:
        verbose_name = _("wind-up item")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], condition=~Q(key="own"), name="wind_up_usual_once"),
            models.CheckConstraint(condition=~Q(key="own") | ~Q(what=""), name="wind_up_own_is_named"),
            models.CheckConstraint(condition=~Q(state="dropped") | ~Q(remark=""), name="wind_up_dropped_says_why"),
        ]

    def __str__(self) -> str:
        return self.what or str(self.Key(self.key).label)

    @property
    def plain(self) -> str:
        """For the journal: what somebody typed, or the key."""
        return self.what or self.key

    def go(self, verb: str, *also: str) -> None:
        self.state = line_of(self.MOVES, verb, self.state).target
        self.save(update_fields=["state", *also])


class Reminded(models.Model):
    """Both sides were told, so many months before this day."""

    class Anchor(models.TextChoices):
        END = "end", _("the end")
        NOTICE = "notice", _("the last day for notice")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reminded")
    anchor = models.CharField(max_length=8, choices=Anchor)
    day = models.DateField()
    months = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "anchor", "day", "months"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.anchor} {self.day} - {self.months}"
