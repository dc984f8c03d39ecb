"""What the calculations need, read at once: a house with its rules and dates, and a release with its steps and the people of its house.

Each is one query: the rows of the other tables come along as JSON.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, F, OuterRef

from partnerships.approval.calendar import Calendar, Meeting, Stage
from partnerships.approval.ladder import Case, Rung, rung_for
from partnerships.approval.models import (
    COPIED,
    Absence,
    ApprovalRule,
    ApprovalStep,
    DecisionDay,
    NoGoPeriod,
    StepFields,
    Subject,
)
from partnerships.approval.release import Release, ReleaseStep, StepYes
from partnerships.approval.seats import Away, Member, Seat, Team, Yes, can_be_done, seat_of, seats_of
from partnerships.approval.why import Expectation, measure_of
from partnerships.base import clock
from partnerships.base.lines import Line
from partnerships.base.nested import nested, revived
from partnerships.base.prepared import FOUND, NOW, TODAY, AmongFound, Param, Prepared, PreparedRows
from partnerships.organisation.models import Membership, Organisation, Role

LIMITS = ("amount_to", "total_to", "months_to")
RULE = ("subject", "kind", *LIMITS, "in_order", "is_example")


def default_step(subject: str) -> ApprovalStep:
    """Where no rule was made: one person who approves (or signs, for agreements), and never the one who asked."""
    roles = [Role.APPROVER, Role.SIGNATORY] if subject == Subject.AGREEMENT else [Role.APPROVER]
    return ApprovalStep(order=1, name="", roles=[str(role) for role in roles])


SUBJECTS = Param("subjects", "text[]")


class _IsOneOf(Line):
    """The column names one of the subjects asked for."""

    conditional = True
    output_field = BooleanField()  # type: ignore[assignment]
    sql = "{0} = ANY(%s::text[])"

    def __init__(self, *columns, params=(SUBJECTS,), **extra):
        super().__init__(*columns, params=params, **extra)


@dataclass(frozen=True)
class House:
    """An organisation with its rules in force, its meetings and its periods without decisions."""

    organisation: Organisation
    rules: list[ApprovalRule]
    calendar: Calendar
    bodies: dict = field(default_factory=dict)

    @classmethod
    def of(cls, organisation, *subjects: str) -> "House":
        """With the rules of these subjects, or of all; one query."""
        wanted = [str(subject) for subject in subjects or Subject.values]
        ((rules, days, closed),) = _HOUSE.rows({"organisation": organisation.pk, "subjects": wanted, "today": clock.today()})
        found = revived(ApprovalRule, _read(rules))
        for rule in found:
            rule.organisation = organisation
            rule.stages = revived(ApprovalStep, rule.stages)
        return cls(organisation, found, _calendar(_read(days), _read(closed)))

    def rung(self, subject: str, case: Case) -> Rung | None:
        """The rule that applies; None: the default does."""
        return rung_for([rule for rule in self.rules if rule.subject == subject], case)

    def expectation(self, subject: str, case: Case, *, on: date | None = None) -> Expectation:
        """When a decision is possible if it is asked for on that day (today), and why then."""
        rung = self.rung(subject, case)
        stages = stages_of(rung.rule.stages if rung else [default_step(subject)])
        in_order = rung.rule.in_order if rung else True
        return self.calendar.expect(stages, on=on or clock.today(), in_order=in_order, measure=measure_of(rung))


def rules_of(organisation, *subjects: str) -> list[ApprovalRule]:
    """The rules of these subjects: for who has to decide, not when; steps_of() tells the steps of the one that applies. One query."""
    return _RULES.rows({"organisation": organisation.pk, "subjects": [str(subject) for subject in subjects]})


def steps_of(rule: ApprovalRule) -> list[ApprovalStep]:
    """Those of one of rules_of(); no query."""
    return revived(ApprovalStep, rule.stages)


def _rules_of(organisation):
    steps = ApprovalStep.objects.filter(rule=OuterRef("pk")).order_by("order").annotate(body_name=F("body__name"))
    rules = ApprovalRule.objects.in_force().filter(_IsOneOf("subject"), organisation=organisation)
    return rules.annotate(stages=nested(steps, "id", *COPIED, "body_name"))


_RULES = PreparedRows(lambda: _rules_of(Param("organisation", "uuid")).only(*RULE))


def _house() -> tuple[str, tuple]:
    rules = _rules_of(OuterRef("pk"))
    days = DecisionDay.objects.ahead(TODAY).filter(body__organisation=OuterRef("pk"))
    closed = NoGoPeriod.objects.filter(organisation=OuterRef("pk"), ends_on__gte=TODAY)
    row = Organisation.objects.filter(pk=Param("organisation", "uuid")).order_by()
    return row.values_list(
        nested(rules, "id", *RULE, "stages"),
        nested(days, "body_id", "meets_on", "cut_off_on"),
        nested(closed, "starts_on", "ends_on"),
    ).query.sql_with_params()


_HOUSE = Prepared(_house)


def _read(rows: list[str]) -> list[dict]:
    return json.loads(f"[{','.join(rows)}]")


def _calendar(days: list[dict], closed: list[dict]) -> Calendar:
    meetings: dict[UUID, list[Meeting]] = {}
    for each in revived(DecisionDay, days):
        meetings.setdefault(each.body_id, []).append(Meeting(each.meets_on, each.cut_off_on))
    spans = tuple((each.starts_on, each.ends_on) for each in revived(NoGoPeriod, closed))
    return Calendar(meetings, spans)


def stages_of(steps) -> list[Stage]:
    """Steps as the calendar needs them; those of a release with the day since when it is their turn."""
    return [
        Stage(step.name, step.days, step.body_id, getattr(step, "body_name", "") or "", _began(step)) for step in steps if not _done(step)
    ]


def _began(step: StepFields) -> date | None:
    began = getattr(step, "began_at", None)
    return began.astimezone(clock.BERLIN).date() if began else None


def _done(step: StepFields) -> bool:
    return getattr(step, "done_at", None) is not None


def expectation(
    organisation, subject: str, *, amount_year=None, amount_total=None, months=None, kinds: tuple = (), on: date | None = None
) -> Expectation:
    """When that organisation can decide, and why then: before anything is sent. One query."""
    case = Case(amount_year, amount_total, months, tuple(kinds))
    return House.of(organisation, subject).expectation(subject, case, on=on)


@dataclass(frozen=True)
class Desk:
    """A release with its steps, the yeses said (`rows`), and the people of its house: all that is needed to say who may act."""

    release: Release
    steps: list[ReleaseStep]
    rows: list[StepYes]
    team: Team

    @property
    def yeses(self) -> list[Yes]:
        return [Yes(each.step_id, each.person_id, each.for_person_id, frozenset(each.roles)) for each in self.rows]

    @property
    def open_steps(self) -> list[ReleaseStep]:
        return [step for step in self.steps if step.is_open] if self.release.is_running else []

    def seats(self, step: ReleaseStep) -> list[Seat]:
        return seats_of(step, self.team, hands=self.release.hands, yeses=self.yeses)

    def seat_for(self, person) -> tuple[ReleaseStep, Seat] | None:
        """The step this person may say yes to now, and for whom."""
        found = [(step, seat_of(person.pk, self.seats(step))) for step in self.open_steps]
        return next(((step, seat) for step, seat in found if seat), None)

    def said_yes(self, person) -> bool:
        return any(person.pk in (yes.person, yes.holder) for yes in self.yeses)

    def stuck_steps(self) -> list[ReleaseStep]:
        """Open steps for which the house has not people enough."""
        return [s for s in self.open_steps if not can_be_done(s, self.team, hands=self.release.hands, yeses=self.yeses)]


YES = ("step_id", "person_id", "for_person_id", "roles", "at", "comment", "person__name", "for_person__name")
STEP = ("id", *COPIED, "began_at", "done_at", "due_on", "body_name")


def with_desk(releases, day=None, now=None):
    """Adds what desk_of needs, in the same query: as of now, or of the day and the moment that are named."""
    steps = ReleaseStep.objects.filter(release=OuterRef("pk")).order_by("order").annotate(body_name=F("body__name"))
    yeses = StepYes.objects.filter(release=OuterRef("pk")).order_by("at")
    members = Membership.objects.current(day, now).filter(organisation=OuterRef("organisation"), person__is_active=True)
    away = Absence.objects.today(day).filter(organisation=OuterRef("organisation"))
    return releases.annotate(
        desk_steps=nested(steps, *STEP),
        desk_yeses=nested(yeses, *YES),
        desk_members=nested(members, "person_id", "person__name", "roles"),
        desk_away=nested(away, "person_id", "deputy_id"),
    )


ITS = [f"organisation__{name}" for name in ("name", "short_name", "requires_second_factor")] + ["partnership__title", "partnership__state"]
OWN = "subject subject_id subject_label amount hands asked_at state expected_on organisation partnership"


def _listed():
    """What the list shows, and what says whose turn it is."""
    rows = with_desk(Release.objects.filter(AmongFound("pk", params=(FOUND,))), TODAY, NOW)
    return rows.select_related("organisation", "partnership").only(*OWN.split(), *ITS)


LISTED = PreparedRows(_listed)  # of the releases found


def _with_its_desk():
    return with_desk(Release.objects.filter(pk=Param("release", "uuid")), TODAY, NOW)


_DESK = PreparedRows(_with_its_desk)


def _desk(release: Release) -> Release:
    return _DESK.one({"release": release.pk, "today": clock.today(), "now": clock.now()})


def desk_of(release: Release) -> Desk:
    """One query, or none where with_desk() brought it."""
    row = release if hasattr(release, "desk_steps") else _desk(release)
    return Desk(release, revived(ReleaseStep, row.desk_steps), revived(StepYes, row.desk_yeses), team_of(row.desk_members, row.desk_away))


def team_of(members: list[dict], away: list[dict]) -> Team:
    found: dict[UUID, Member] = {}
    for each in members:
        person = UUID(each["person_id"])
        known = found[person].roles if person in found else frozenset()
        found[person] = Member(person, each["person__name"], known | frozenset(each["roles"]))
    return Team(found, tuple(Away(each.person_id, each.deputy_id) for each in revived(Absence, away)))


def team_today(organisation) -> Team:
    """The people of a house without a release; one query."""
    ((members, away),) = _TEAM.rows({"organisation": organisation.pk, "today": clock.today(), "now": clock.now()})
    return team_of(_read(members), _read(away))


def _team() -> tuple[str, tuple]:
    members = Membership.objects.current(TODAY, NOW).filter(organisation=OuterRef("pk"), person__is_active=True)
    away = Absence.objects.today(TODAY).filter(organisation=OuterRef("pk"))
    row = Organisation.objects.filter(pk=Param("organisation", "uuid")).order_by()
    return row.values_list(
        nested(members, "person_id", "person__name", "roles"), nested(away, "person_id", "deputy_id")
    ).query.sql_with_params()


_TEAM = Prepared(_team)
