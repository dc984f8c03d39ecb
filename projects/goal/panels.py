"""What the page of a partnership shows of its goals."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.base.prepared import Param, PreparedRows
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.partnership.mine import with_my_party
from partnerships.partnership.sections import Panel, panel
from projects.goal import rules
from projects.goal.models import Goal
from projects.goal.turn import turn_of

SHOWN = 6


def _first():
    rows = Goal.objects.visible_to(ANYONE).filter(partnership=Param("partnership", "uuid")).select_related("partnership")
    return with_my_party(rows.with_missing_ids(), ANYONE).in_order()[:SHOWN]


_FIRST = PreparedRows(_first)


@panel(order=40)
def goals(partnership, person) -> Panel:
    """Open goals first, then those that are over. One query."""
    found = _FIRST.rows(values_of(person, partnership=partnership.pk))
    for goal in found:
        goal.turn = turn_of(goal, person)
    query = f"?partnership={partnership.pk}"
    return Panel(
        title=_("Goals"),
        template="projects/goal/panel.html",
        context={"goals": found},
        more_url=reverse("goal_list") + query,
        new_url=reverse("goal_create") + query if rules.may_propose(person, partnership) else "",
        new_label=_("Propose a goal"),
    )
