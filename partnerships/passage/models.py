"""A change that one side asks for, at a passage of the minutes."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.moves import Who, line_of, move
from partnerships.base.records import Record
from partnerships.base.seen import fingerprint
from partnerships.meeting import triggers
from partnerships.meeting.models import Decision, Item, Meeting
from partnerships.partnership.models import Partnership


class WishQuerySet(models.QuerySet["Wish"]):
    def visible_to(self, person):
        """Those who work on the partnership; what observers read of it stands in the released minutes."""
        return self.filter(meeting__in=Meeting.objects.worked_on_by(person).values("pk"))


class Warned(models.Model):
    """This house was written to before its silence counts as a yes to this edition."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    edition = models.PositiveIntegerField()
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("letter before silence counts")
        verbose_name_plural = _("letters before silence counts")
        constraints = [models.UniqueConstraint(fields=["meeting", "edition", "organisation"], name="warned_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.edition}"


@pghistory.track()
class Wish(Record):
    class State(models.TextChoices):
        OPEN = "open", _("asked for")
        SETTLED = "settled", _("settled")
        DIFFERING = "differing", _("differing view")

    MOVES = (
        move("settle", (State.OPEN, State.DIFFERING), State.SETTLED, Who.AUTHOR),
        move("differ", State.OPEN, State.DIFFERING, Who.AUTHOR),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="wishes")
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="wishes")
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="wishes")
    passage = models.CharField(_("passage"), max_length=220, blank=True)
    read = models.TextField(blank=True)  # the passage as it stood
    edition = models.PositiveIntegerField()
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("requested change"), max_length=4000)
    view = models.TextField(_("our view"), max_length=4000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("requested change")
        verbose_name_plural = _("requested changes")
        ordering = ["created_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(state="differing") ^ Q(view=""), name="wish_differing_says_what")]
        triggers = [triggers.views_are_final(), triggers.not_emptied()]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#wish-{self.pk}"

    def fingerprint(self) -> str:
        return fingerprint(self.view)

    def move(self, verb: str, *, view: str = "") -> None:
        """Make a move of the table."""
        self.state, self.view = line_of(self.MOVES, verb, self.state).target, view
        self.save(update_fields=["state", "view"])
