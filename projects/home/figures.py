"""The few figures on top of the start page, read in one query."""

from django.db.models import Count, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from partnerships.base import clock
from partnerships.base.money import ZERO
from partnerships.base.prepared import PERSON, Prepared
from partnerships.partnership.models import Partnership
from partnerships.person.models import Person
from partnerships.todo.seats import ANYBODY, IsActive, Reader
from projects.contribution import spread
from projects.contribution.models import Contribution
from projects.contribution.spread import Day
from projects.goal.models import Goal
from projects.project.models import Project


def figures_of(me: Reader) -> dict:
    """partnerships: active ones I work on; read: do I read any, as observers do, too? projects: running; goals: valid;
    promised: what both sides promised each other for this year, as the ledger counts it."""
    active = me.values["active"]
    if not active:
        read = Partnership.objects.read_by(me.person).filter(state=Partnership.State.ACTIVE).exists()
        return {"partnerships": 0, "read": read, "projects": 0, "goals": 0, "promised": ZERO}
    first = clock.today().replace(month=1, day=1)
    after = first.replace(year=first.year + 1)
    ((projects, goals, promised),) = _FIGURES.rows(me.values | Day.known("first", first) | Day.known("after", after))
    return {"partnerships": len(active), "read": True, "projects": projects, "goals": goals, "promised": promised}


def _figures() -> tuple[str, tuple]:
    first, after = Day.named("first"), Day.named("after")
    projects = Project.objects.worked_on_by(ANYBODY).filter(state=Project.State.RUNNING)
    goals = Goal.objects.worked_on_by(ANYBODY).filter(IsActive("partnership"), state=Goal.State.VALID)
    promised = Contribution.objects.visible_to(ANYBODY).promised().filter(starts_on__lt=after.day, ends_on__gte=first.day)
    row = Person.objects.filter(pk=PERSON).values_list(
        Coalesce(_one(projects, Count("*")), Value(0)),
        Coalesce(_one(goals, Count("*")), Value(0)),
        Coalesce(_one(promised, Sum(spread.inside(first, after))), Value(ZERO)),
    )
    return row.query.sql_with_params()


def _one(rows, sum_) -> Subquery:
    """The aggregate over all rows as a column."""
    return Subquery(rows.order_by().annotate(everything=Value(1)).values("everything").annotate(found=sum_).values("found"))


_FIGURES = Prepared(_figures)
