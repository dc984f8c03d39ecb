import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.moves import Who, move
from partnerships.base.records import Record
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.partnership.models import Partnership
from projects.project.models import Project


class GoalQuerySet(BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships I work on; observers see what is or was valid."""
        return self.filter(
            Q(partnership__in=Partnership.objects.worked_on_by(person).values("pk"))
            | Q(partnership__in=Partnership.objects.read_by(person).values("pk"), state__in=[Goal.State.VALID, Goal.State.REACHED])
        )


@pghistory.track()
class Goal(Record, Binding):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        VALID = "valid", _("Valid")
        REACHED = "reached", _("Reached")
        DROPPED = "dropped", _("Given up")

    MOVES = (
        move("reword", State.PROPOSED, State.PROPOSED, Who.EITHER),
        move("confirm", State.PROPOSED, State.VALID, Who.BOTH),
        move("drop", State.PROPOSED, State.DROPPED, Who.EITHER),
        move("close_reached", State.VALID, State.REACHED, Who.BOTH),
        move("close_dropped", State.VALID, State.DROPPED, Who.BOTH),
    )

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="goals", verbose_name=_("partnership"))
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="goals", verbose_name=_("project"))
    wording = models.CharField(_("the goal in one sentence"), max_length=300)
    why = models.TextField(_("why"), max_length=4000, blank=True)
    benefit_social = models.CharField(_("benefit for the social side"), max_length=300, blank=True)
    benefit_housing = models.CharField(_("benefit for the housing side"), max_length=300, blank=True)
    target = models.DecimalField(_("target number"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(_("starting value"), max_digits=12, decimal_places=2, null=True, blank=True)
    due = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False)
    closing_as = models.CharField(
        max_length=10, blank=True, editable=False, choices=[("reached", _("Reached")), ("dropped", _("Given up"))]
    )
    waiting_since = models.DateTimeField(default=clock.now, editable=False)
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("proposed by")
    )
    created_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False)

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        indexes = [models.Index(fields=["partnership", "state"])]

    def __str__(self) -> str:
        return self.wording

    def get_absolute_url(self) -> str:
        return reverse("goal_detail", args=[self.pk])

    def content(self) -> dict:
        keys = ("wording", "why", "benefit_social", "benefit_housing", "target", "unit", "baseline", "due", "state", "closing_as")
        return {"project": self.project_id} | {key: getattr(self, key) for key in keys}
