"""A project: its fields, its states and the moves between them, and whom a side may name as responsible."""

import pghistory
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from neighbourhoods.quarter.models import Quarter
from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Move, Who, move
from partnerships.base.names import by_name
from partnerships.base.records import Edited, Record
from partnerships.organisation.models import Membership
from partnerships.partnership import scope
from partnerships.partnership.models import Field, Partnership, Party
from partnerships.person.models import Person


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, person):
        """Those of partnerships I work on; observers see running and ended ones."""
        return self.filter(Q(scope.worked_on(person)) | Q(scope.read(person), state__in=[Project.State.RUNNING, Project.State.ENDED]))

    def worked_on_by(self, person):
        """Those of partnerships I work on, no observers."""
        return self.filter(scope.worked_on(person))

    def open(self):
        """Those one can still hang things on."""
        return self.filter(state__in=[Project.State.IDEA, Project.State.RUNNING])

    def in_order(self):
        """Running ones first, then ideas, then those that are over; the newest first."""
        states = [Project.State.RUNNING, Project.State.IDEA, Project.State.ENDED, Project.State.DROPPED]
        return self.order_by(Case(*(When(state=state, then=place) for place, state in enumerate(states))), "-created_at")

    def for_list(self):
        return self.select_related("partnership", "responsible_social", "responsible_housing")


@pghistory.track()
class Project(Record, Edited):
    NAMED_BY = "title"

    class State(models.TextChoices):
        IDEA = "idea", _("Idea")
        RUNNING = "running", _("Running")
        ENDED = "ended", _("Ended")
        DROPPED = "dropped", _("Given up")

    MOVES = (
        move("start", State.IDEA, State.RUNNING, Who.EITHER),
        move("end", State.RUNNING, State.ENDED, Who.EITHER),
        move("drop", State.IDEA, State.DROPPED, Who.EITHER),
        move("resume", (State.ENDED, State.DROPPED), State.RUNNING, Who.EITHER),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="projects", verbose_name=_("partnership"))
    title = models.CharField(_("title"), max_length=160)
    field_of_action = models.CharField(_("field of action"), max_length=20, choices=Field)
    quarters = models.ManyToManyField(Quarter, related_name="projects", blank=True, verbose_name=_("quarters"))
    description = models.TextField(_("description"), max_length=8000, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    responsible_social = models.ForeignKey(
        "partnerships.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible, social side")
    )
    responsible_housing = models.ForeignKey(
        "partnerships.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible, housing side"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.IDEA, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("brought in by")
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("project_detail", self.pk)

    def edit_url(self) -> str:
        return reverse("project_edit", args=[self.pk])

    @classmethod
    def move_named(cls, verb: str) -> Move:
        """The line of the table of moves for this verb."""
        return next(line for line in cls.MOVES if line.verb == verb)

    def responsible(self, side: str) -> Person | None:
        """The person this side has named."""
        return getattr(self, f"responsible_{side}")


def people_of(partnership: Partnership, side: str):
    """The people whom this side may name: today's members of its parties."""
    parties = Party.objects.filter(partnership=partnership, side=side, state=Party.State.ACTIVE)
    members = Membership.objects.current().filter(organisation__in=parties.values("organisation"))
    return Person.objects.filter(pk__in=members.values("person"), is_active=True).order_by(*by_name())
