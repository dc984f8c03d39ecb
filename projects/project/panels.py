from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.partnership.sections import Panel, panel
from projects.project.models import Project

SHOWN = 6


@panel(order=30)
def projects(partnership, person) -> Panel:
    """Running projects first, then ideas, then those that are over. One query."""
    found = Project.objects.visible_to(person).filter(partnership=partnership).in_order()[:SHOWN]
    query = f"?partnership={partnership.pk}"
    return Panel(
        title=_("Projects"),
        template="projects/project/panel.html",
        context={"projects": list(found)},
        more_url=reverse("project_list") + query,
        new_url=reverse("project_create") + query if partnership.side_of(person) else "",
        new_label=_("Bring in a project"),
    )
