"""What the pages about a house's rules show: the ladders as tables, in words, with what is missing."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.approval import rules, why
from partnerships.approval.house import House, default_step
from partnerships.approval.ladder import Case, Rung, a_year
from partnerships.approval.models import KINDS, ApprovalRule, StepFields, Subject
from partnerships.approval.seats import Team, can_be_done
from partnerships.approval.why import Expectation

KIND_NAMES = dict(KINDS)


@dataclass(frozen=True)
class StepText:
    """A step of a rule in words."""

    label: str
    who: str
    how_many: str
    days: int
    body: str
    nobody: bool


@dataclass(frozen=True)
class Row:
    """A rule in words."""

    rule: ApprovalRule
    reach: str
    steps: list[StepText]
    and_above: bool = False  # nothing above has a rule of its own


@dataclass(frozen=True)
class Group:
    """The ladder of one subject, or of one kind in it; without rows: the default."""

    subject: Subject
    kind: str
    rows: list[Row] = field(default_factory=list)
    default: StepText | None = None


def groups_of(house: House, team: Team) -> list[Group]:
    """Every subject in its order; kinds with a ladder of their own after it."""
    found = []
    for subject in Subject:
        kinds = sorted({rule.kind for rule in house.rules if rule.subject == subject} | {""})
        found += [_group(subject, kind, house, team) for kind in kinds]
    return found


def _group(subject: Subject, kind: str, house: House, team: Team) -> Group:
    ladder = sorted((r for r in house.rules if (r.subject, r.kind) == (subject, kind)), key=lambda rule: rule.limits.height)
    rows = [row_of(rule, rule.stages, team, below=ladder[at - 1] if at else None) for at, rule in enumerate(ladder)]
    if rows and not ladder[-1].limits.endless:
        rows[-1] = Row(rows[-1].rule, rows[-1].reach, rows[-1].steps, and_above=True)
    default = None if rows else step_text(default_step(subject), team)
    return Group(subject, str(KIND_NAMES.get(kind, "")), rows, default)


def row_of(rule: ApprovalRule, steps, team: Team, below: ApprovalRule | None = None) -> Row:
    return Row(rule, reach(rule, below), [step_text(step, team) for step in steps])


def reach(rule: ApprovalRule, below: ApprovalRule | None = None) -> str:
    """up to 5.000,00 € a year, up to 12 months; the last one: everything above (over 25.000,00 € a year or longer than 36 months)"""
    if not rule.limits.endless or below is None:
        return why.in_words(rule.limits)
    return _("everything above (%(limits)s)") % {"limits": why.beyond_in_words(below.limits)}


def step_text(step: StepFields, team: Team) -> StepText:
    nobody = not can_be_done(step, team, hands=[], yeses=[])
    return StepText(step.label, rules.who(step, team), how_many(step), step.days, getattr(step, "body_name", "") or "", nobody)


def how_many(step: StepFields) -> str:
    if step.mode == StepFields.Mode.ALL:
        return _("all of them") if step.people else _("one of each role")
    return ngettext("one person", "%(count)d people", step.needed) % {"count": step.needed}


@dataclass(frozen=True)
class Trial:
    """What would happen with this: the rule that applies and when it could be decided."""

    amount: Decimal
    months: int
    year: Decimal
    row: Row | None
    default: StepText | None
    expectation: Expectation


def trial(house: House, team: Team, subject: str, *, amount: Decimal, months: int, kind: str = "") -> Trial:
    year = a_year(amount, months)
    case = Case(year, amount, Decimal(months), (kind,) if kind else ())
    rung: Rung | None = house.rung(subject, case)
    return Trial(
        amount,
        months,
        year,
        row_of(rung.rule, rung.rule.stages, team) if rung else None,
        None if rung else step_text(default_step(subject), team),
        house.expectation(subject, case),
    )
