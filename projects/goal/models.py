"""A goal: its words, which both sides confirm alike, its states and the moves between them."""

from copy import copy

import pghistory
from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.base.address import address
from partnerships.base.moves import Move, Who, move
from partnerships.base.records import Record
from partnerships.consent.models import Binding, BindingQuerySet
from partnerships.partnership import scope
from partnerships.partnership.models import Partnership
from projects.project.models import Project


class GoalQuerySet(BindingQuerySet):
    def visible_to(self, person):
        """Those of partnerships I work on; observers see what is or was valid."""
        return self.filter(Q(scope.worked_on(person)) | Q(scope.read(person), agreed_at__isnull=False))

    def worked_on_by(self, person):
        """Those of partnerships I work on, no observers."""
        return self.filter(scope.worked_on(person))

    def waiting(self):
        """Those that wait for somebody's yes: proposals, and valid ones somebody wants to close."""
        return self.filter(Q(state=Goal.State.PROPOSED) | Q(state=Goal.State.VALID) & ~Q(closing_as=""))

    def in_order(self):
        """Proposals first, then valid ones, then those that are over; the newest first."""
        states = [Goal.State.PROPOSED, Goal.State.VALID, Goal.State.REACHED, Goal.State.REPLACED, Goal.State.DROPPED]
        return self.order_by(Case(*(When(state=state, then=place) for place, state in enumerate(states))), "-created_at")

    def for_list(self):
        return self.select_related("partnership", "organisation", "project")


@pghistory.track()
class Goal(Record, Binding):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        VALID = "valid", _("Valid")
        REACHED = "reached", _("Reached")
        REPLACED = "replaced", _("Replaced by a new wording")
        DROPPED = "dropped", _("Given up")

    class Closing(models.TextChoices):
        REACHED = "reached", _("Reached")
        DROPPED = "dropped", _("Given up")

    MOVES = (
        move("reword", State.PROPOSED, State.PROPOSED, Who.EITHER),
        move("confirm", State.PROPOSED, State.VALID, Who.BOTH),
        move("drop", State.PROPOSED, State.DROPPED, Who.EITHER),
        move("replace", State.VALID, State.REPLACED, Who.BOTH),
        move("ask_to_close", State.VALID, State.VALID, Who.EITHER),
        move("keep", State.VALID, State.VALID, Who.EITHER),
        move("close_reached", State.VALID, State.REACHED, Who.BOTH),
        move("close_dropped", State.VALID, State.DROPPED, Who.BOTH),
    )
    WORDS = ("wording", "why", "benefit_social", "benefit_housing", "target", "unit", "baseline", "due", "project")

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
    closing_as = models.CharField(_("how it is to end"), max_length=10, blank=True, editable=False, choices=Closing)
    closing_note = models.TextField(_("what came of it"), max_length=2000, blank=True, editable=False)
    result = models.DecimalField(_("number reached"), max_digits=12, decimal_places=2, null=True, blank=True, editable=False)
    waiting_since = models.DateTimeField(default=clock.now, editable=False)
    agreed_edition = models.PositiveIntegerField(null=True, blank=True, editable=False)
    agreed_at = models.DateTimeField(_("valid since"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True, editable=False)
    organisation = models.ForeignKey(
        "partnerships.Organisation", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("proposed by")
    )
    created_by = models.ForeignKey("partnerships.Person", on_delete=models.PROTECT, related_name="+", editable=False)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False)

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.CheckConstraint(
                condition=Q(target=None) & Q(baseline=None) | ~Q(unit=""),
                name="goal_number_has_unit",
                violation_error_message=_("Please say what the number counts."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["valid", "reached", "replaced"]) | Q(agreed_at__isnull=False, agreed_edition__isnull=False),
                name="goal_valid_since",
            ),
            models.CheckConstraint(condition=Q(closing_as="") | ~Q(state="proposed"), name="goal_closes_only_what_was_valid"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "valid"], closed_at=None)
                | Q(state__in=["reached", "replaced", "dropped"], closed_at__isnull=False),
                name="goal_closed_at",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(state="proposed", replaces__isnull=False),
                name="goal_one_new_wording",
                violation_error_message=_("A new wording of this goal is already proposed."),
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state"])]

    def __str__(self) -> str:
        return self.wording

    def get_absolute_url(self) -> str:
        return address("goal_detail", self.pk)

    @classmethod
    def move_named(cls, verb: str) -> Move:
        """The line of the table of moves for this verb."""
        return next(line for line in cls.MOVES if line.verb == verb)

    @property
    def is_waiting(self) -> bool:
        """Does somebody still have to say yes?"""
        return self.state == Goal.State.PROPOSED or (self.state == Goal.State.VALID and bool(self.closing_as))

    @property
    def overdue(self) -> bool:
        return self.state == Goal.State.VALID and bool(self.due) and self.due < clock.today()

    def words(self) -> dict:
        """What the two sides word together."""
        return {key: getattr(self, key) for key in self.WORDS}

    def content(self) -> dict:
        """What a yes is said to: the words, and how it is to be closed."""
        words = {key: getattr(self, f"{key}_id" if key == "project" else key) for key in self.WORDS}
        return words | {key: getattr(self, key) for key in ("state", "closing_as", "closing_note", "result")}

    def as_agreed(self) -> "Goal":
        """The goal in the edition that made it valid, to read those yeses."""
        then = copy(self)
        then.forget_yeses()
        then.edition = self.agreed_edition
        return then

    def move(self, verb: str, *fields: str) -> None:
        """Go to the state the table names for this verb, from a state it allows; saves that and `fields`."""
        line = self.move_named(verb)
        if self.state not in line.sources:
            raise ValueError(f"a goal cannot {verb} from {self.state}")
        self.state = line.target
        if self.state not in (Goal.State.PROPOSED, Goal.State.VALID):
            self.closed_at = clock.now()
        self.save(update_fields=["state", "closed_at", *fields])
