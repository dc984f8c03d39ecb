import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from neighbourhoods.quarter.models import Quarter
from partnerships.base.moves import Who, move
from partnerships.base.records import Record
from partnerships.partnership.models import Field, Partnership


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, person):
        """Those of partnerships I work on; observers see running and ended ones."""
        return self.filter(
            Q(partnership__in=Partnership.objects.worked_on_by(person).values("pk"))
            | Q(partnership__in=Partnership.objects.read_by(person).values("pk"), state__in=[Project.State.RUNNING, Project.State.ENDED])
        )


@pghistory.track()
class Project(Record):
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
    created_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("brought in by")
    )
    edition = models.PositiveIntegerField(default=1, editable=False)

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
        return reverse("project_detail", args=[self.pk])
