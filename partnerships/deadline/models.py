import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Who, line_of, move
from partnerships.base.records import Record
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership

WORKING_DAYS = 10
FEWEST, MOST = 3, 60


class DeadlineQuerySet(BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships whose inside I may see."""
        return self.filter(scope.worked_on(person))

    def in_force(self, partnership):
        return self.filter(partnership=partnership, state=Deadline.State.IN_FORCE).first()


@pghistory.track()
class Deadline(Record, Binding):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        IN_FORCE = "in_force", _("in force")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ENDED = "ended", _("ended")

    MOVES = (
        move("agree", State.PROPOSED, State.IN_FORCE, Who.BOTH),
        move("decline", State.PROPOSED, State.DECLINED, Who.OTHER),
        move("withdraw", State.PROPOSED, State.WITHDRAWN, Who.AUTHOR),
        move("end", State.IN_FORCE, State.ENDED, Who.EITHER),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="deadlines", verbose_name=_("partnership"))
    days = models.PositiveSmallIntegerField(
        _("working days for the release"), default=WORKING_DAYS, validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST)]
    )
    silence_counts = models.BooleanField(_("silence counts as a yes"), default=False)
    source = models.CharField(_("where it is agreed"), max_length=200, blank=True)
    organisation = models.ForeignKey("partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False)
    created_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    reason = models.CharField(_("reason"), max_length=400, blank=True, editable=False)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline for the release of minutes")
        verbose_name_plural = _("deadlines for the release of minutes")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "state"], condition=Q(state__in=["proposed", "in_force"]), name="deadline_one_of_each",
                violation_error_message=_("Another deadline is proposed already. Please change that one."),
            ),
            models.CheckConstraint(condition=Q(days__range=(FEWEST, MOST)), name="deadline_of_some_days"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return gettext("Deadline for the release of minutes")

    def get_absolute_url(self) -> str:
        return address("deadline_detail", self.pk)

    @property
    def words(self) -> str:
        days = ngettext("%(days)s working day", "%(days)s working days", self.days) % {"days": self.days}
        return gettext("%(days)s, silence counts as a yes") % {"days": days} if self.silence_counts else days

    def move(self, verb: str, **fields) -> None:
        """Make a move of the table, with what else it writes."""
        self.state, self.state_since = line_of(self.MOVES, verb, self.state).target, clock.now()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["state", "state_since", *fields])

    def content(self) -> dict:
        return {"days": self.days, "silence_counts": self.silence_counts, "source": self.source}
