"""What a page shows of a release: to the own house everything, to partners the names of the steps, since when and expected when.

cards = cards_of(agreement, person)                     # one query; the newest release of each house that this person may read
{% include "partnerships/approval/panel.html" with cards=cards only %}
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType

from partnerships.approval import rules
from partnerships.approval.house import Desk, desk_of, with_desk
from partnerships.approval.release import Release, ReleaseStep, StepYes
from partnerships.approval.seats import wanted
from partnerships.approval.why import Expectation
from partnerships.base import clock
from partnerships.base.prepared import NOW, TODAY, Param, PreparedRows
from partnerships.organisation.standing import ANYONE, standing_of, values_of


@dataclass(frozen=True)
class YesLine:
    """Who said yes, for whom, when, and what they wrote; for the own house only."""

    name: str
    for_name: str
    at: datetime
    comment: str


@dataclass(frozen=True)
class StepLine:
    """A step: done, open, ahead (its turn comes later) or stopped (the release ended before). `who` and `yeses`: own house only."""

    label: str
    state: str
    since: datetime | None
    done_at: datetime | None
    due_on: date | None
    body: str
    given: int
    wanted: int
    who: str = ""
    yeses: list[YesLine] = field(default_factory=list)
    stuck: bool = False

    @property
    def overdue(self) -> bool:
        return self.state == "open" and self.due_on is not None and self.due_on < clock.today()

    @property
    def days(self) -> int | None:
        return clock.days_since(self.since) if self.since else None


@dataclass(frozen=True)
class Card:
    """A release as this person may read it."""

    release: Release
    own: bool
    steps: list[StepLine]
    mine: bool = False  # may this person say yes now?

    @property
    def expectation(self) -> Expectation | None:
        return self.release.expectation if self.release.is_running else None

    @property
    def late(self) -> bool:
        return self.release.is_running and self.release.is_late


def cards_of(thing, person) -> list[Card]:
    """The newest release of each house about this thing; one query."""
    kind = ContentType.objects.get_for_model(type(thing)).pk
    newest: dict = {}
    for release in _CARDS.rows(values_of(person, kind=kind, thing=thing.pk)):
        newest.setdefault(release.organisation_id, release)
    return [card_of(release, person) for release in newest.values()]


def _cards():
    about = Release.objects.read_by(ANYONE).filter(subject_type=Param("kind", "int"), subject_id=Param("thing", "uuid"))
    return with_desk(about, TODAY, NOW).select_related("organisation").order_by("-asked_at", "-pk")


_CARDS = PreparedRows(_cards)


def card_of(release: Release, person, desk: Desk | None = None) -> Card:
    desk = desk or desk_of(release)
    own = release.organisation_id in standing_of(person).organisations
    return Card(release, own, steps_for(release, person, desk), mine=own and bool(rules.may_approve(person, desk)))


def steps_for(release: Release, person, desk: Desk | None = None) -> list[StepLine]:
    """The steps as this person may read them; no query where with_desk() brought the desk."""
    desk = desk or desk_of(release)
    own = release.organisation_id in standing_of(person).organisations
    stuck = {step.pk for step in desk.stuck_steps()} if own else set()
    return [_line(step, desk, own=own, stuck=step.pk in stuck) for step in desk.steps]


def _line(step: ReleaseStep, desk: Desk, *, own: bool, stuck: bool) -> StepLine:
    its = [yes for yes in desk.rows if yes.step_id == step.pk]
    return StepLine(
        label=step.label,
        state=_state(step, desk.release),
        since=step.began_at,
        done_at=step.done_at,
        due_on=step.due_on,
        body=step.body_name or "",
        given=len(its),
        wanted=wanted(step),
        who=rules.who(step, desk.team) if own else "",
        yeses=[_yes(yes) for yes in its] if own else [],
        stuck=stuck,
    )


def _state(step: ReleaseStep, release: Release) -> str:
    if step.done_at:
        return "done"
    if not release.is_running:
        return "stopped"
    return "open" if step.began_at else "ahead"


def _yes(yes: StepYes) -> YesLine:
    return YesLine(yes.person__name, yes.for_person__name or "", yes.at, yes.comment)
