"""How far a request is, step by step, on its page and beside the decision; within that page's own query."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.organisation.standing import standing_of
from partnerships.person.models import Person
from projects.contribution.models import Contribution
from projects.contribution.parts import Part, Shown, register, rows_of
from projects.examination import rules
from projects.examination.models import Examination
from projects.limit.models import Limits

State = Contribution.State
SHOWN = (State.ASKED, State.QUESTION, State.RELEASING)


@dataclass(frozen=True)
class Step:
    """In plain words for both sides: done by whom and when, or to be done until when; `open` while it can still be done."""

    label: str
    by: str = ""
    at: date | None = None
    due: date | None = None
    open: bool = True

    @property
    def late(self) -> bool:
        return self.open and not self.at and self.due is not None and self.due < clock.today()


def columns(person) -> dict:
    rows = Examination.objects.filter(contribution=OuterRef("pk"))
    names = ("id", "checked_by__name", "checked_at", "assessed_by__name", "assessed_at", "proposal", "text")
    limits = Limits.objects.filter(organisation=OuterRef("giver"))
    usual = {step: Limits._meta.get_field(step).default for step in ("formal", "assess")}
    days = {f"days_to_{step}": Coalesce(Subquery(limits.values(step)[:1]), days) for step, days in usual.items()}
    return {"examination_rows": rows_of(rows, *names), **days}


def steps(contribution, person) -> Shown | None:
    if contribution.state not in SHOWN:
        return None
    row = next(iter(contribution.examination_rows), None)
    examination = _examination(contribution, row) if row else None
    ours = contribution.giver_id in standing_of(person).organisations
    words = {
        "contribution": contribution,
        "steps": list(_steps(contribution, row)),
        "proposal": examination if ours and examination and examination.proposal else None,
        "assessed_by": row["assessed_by_name"] if row else "",
        "may_check": ours and rules.may_check(person, contribution, examination),
        "may_assess": ours and rules.may_assess(person, contribution, examination),
    }
    return Shown("projects/examination/steps.html", words)


def _examination(contribution, row: dict) -> Examination:
    """As it stands in the row, without the people's rows."""
    checked = {"checked_by": Person(name=row["checked_by_name"]), "checked_at": parse_datetime(row["checked_at"])}
    return Examination(pk=row["id"], contribution=contribution, proposal=row["proposal"], text=row["text"], **checked)


def _steps(contribution, row: dict | None):
    releasing = contribution.state == State.RELEASING
    yield Step(_("Asked"), str(contribution.asked_by or ""), _day(contribution.asked_at))
    for label, who, when, days in (
        (_("Is everything there? (formal check)"), "checked_by_name", "checked_at", contribution.days_to_formal),
        (_("Assessment of what is asked for"), "assessed_by_name", "assessed_at", contribution.days_to_assess),
    ):
        done = row and row[when]
        due = _until(contribution, days) if contribution.state == State.ASKED else None
        yield Step(label, row[who] if done else "", _day(parse_datetime(row[when])) if done else None, due, open=not releasing)
    if contribution.state == State.QUESTION:
        yield Step(_("Answer to the question"), due=contribution.due_on)
        yield Step(_("Decision about the request"))
    else:
        yield Step(_("Decision about the request"), due=contribution.due_on)
    if releasing:
        yield Step(_("Release inside %(giver)s") % {"giver": contribution.giver})


def _day(moment) -> date:
    return moment.astimezone(clock.BERLIN).date()


def _until(contribution, days: int) -> date:
    """Counted from the request, or from the answer to a question; never later than the decision is to be made."""
    day = _day(contribution.state_since) + timedelta(days=days)
    return min(day, contribution.due_on) if contribution.due_on else day


register(Part(order=10, show=steps, columns=columns))
