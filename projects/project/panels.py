"""What the pages of a partnership and of a quarter show of projects."""

from django.urls import reverse
from django.utils.translation import gettext as _

from neighbourhoods.quarter.sections import panel as quarter_panel
from partnerships.base.prepared import PreparedRows
from partnerships.organisation.standing import ANYONE, IT, values_of
from partnerships.partnership.sections import Panel, panel
from projects.project import rules
from projects.project.models import Project

SHOWN = 6


_FIRST = PreparedRows(lambda: Project.objects.visible_to(ANYONE).filter(partnership=IT).in_order()[:SHOWN])
_FIRST_HERE = PreparedRows(lambda: Project.objects.visible_to(ANYONE).filter(quarters=IT).in_order()[:SHOWN])


@panel(order=30)
def projects(partnership, person) -> Panel:
    """Running projects first, then ideas, then those that are over. One query."""
    found = _FIRST.rows(values_of(person, it=partnership.pk))
    query = f"?partnership={partnership.pk}"
    return Panel(
        title=_("Projects"),
        template="projects/project/panel.html",
        context={"projects": found},
        more_url=reverse("project_list") + query,
        new_url=reverse("project_create") + query if rules.may_bring_in(person, partnership) else "",
        new_label=_("Bring in a project"),
    )


@quarter_panel(order=20)
def projects_here(quarter, person) -> Panel:
    """The projects that take place in a quarter, those of every partnership this person may read. One query."""
    return Panel(
        title=_("Projects in this quarter"),
        template="projects/project/panel.html",
        context={"projects": _FIRST_HERE.rows(values_of(person, it=quarter.pk))},
        more_url=reverse("project_list") + f"?quarters={quarter.pk}",
    )
