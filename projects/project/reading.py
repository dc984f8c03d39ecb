"""A project with what hangs on it, read by queries that are planned once (base/prepared.py)."""

from neighbourhoods.quarter.models import Quarter
from partnerships.base.names import by_name
from partnerships.base.prepared import PreparedRows, those_found
from partnerships.organisation.standing import ANYONE, IT, by_id, values_of
from projects.contribution.models import Contribution
from projects.goal.models import Goal
from projects.project.models import Project

SHOWN = 20
NEAR = ("partnership", "organisation", "responsible_social", "responsible_housing")


def _contributions():
    return Contribution.objects.visible_to(ANYONE).filter(project=IT).for_list().order_by("-state_since")[:SHOWN]


LISTED = those_found(Project.objects.for_list)
project_or_404 = by_id(lambda: Project.objects.visible_to(ANYONE).select_related(*NEAR))
_QUARTERS = PreparedRows(lambda: Quarter.objects.visible_to(ANYONE).filter(projects=IT).order_by(*by_name()))
_GOALS = PreparedRows(lambda: Goal.objects.visible_to(ANYONE).filter(project=IT).order_by("-created_at"))
_CONTRIBUTIONS = PreparedRows(_contributions)


def beside(person, project: Project) -> dict[str, list]:
    """Its quarters, its goals and the newest of its contributions, as far as this person sees them; three queries."""
    values = values_of(person, it=project.pk)
    return {"quarters": _QUARTERS.rows(values), "goals": _GOALS.rows(values), "contributions": _CONTRIBUTIONS.rows(values)}
