"""The few figures on top of the start page, read in one query."""

from django.db.models import Count, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from partnerships.base import clock
from partnerships.base.money import ZERO
from partnerships.partnership.models import Partnership
from partnerships.person.models import Person
from projects.contribution import spread
from projects.contribution.models import Contribution
from projects.goal.models import Goal
from projects.project.models import Project


def figures_of(person) -> dict:
    """partnerships: active ones I work on; read: those I read, as observers do, too; projects: running; goals: valid;
    promised: what both sides promised each other for this year, as the ledger counts it."""
    partnerships = Partnership.objects.worked_on_by(person).filter(state=Partnership.State.ACTIVE)
    read = Partnership.objects.read_by(person).filter(state=Partnership.State.ACTIVE)
    projects = Project.objects.worked_on_by(person).filter(state=Project.State.RUNNING)
    goals = Goal.objects.worked_on_by(person).filter(state=Goal.State.VALID, partnership__state=Partnership.State.ACTIVE)
    first, last = clock.today().replace(month=1, day=1), clock.today().replace(month=12, day=31)
    promised = Contribution.objects.visible_to(person).promised().filter(starts_on__lte=last, ends_on__gte=first)
    row = Person.objects.filter(pk=person.pk).values(
        partnerships=_one(partnerships, Count("pk")),
        read=_one(read, Count("pk")),
        projects=_one(projects, Count("pk")),
        goals=_one(goals, Count("pk")),
        promised=Coalesce(_one(promised, Sum(spread.between(first, last))), Value(ZERO)),
    )
    return dict(row.get())


def _one(rows, sum_) -> Subquery:
    """The aggregate over all rows as a column."""
    return Subquery(rows.order_by().annotate(everything=Value(1)).values("everything").annotate(found=sum_).values("found"))
