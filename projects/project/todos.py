from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.organisation.models import Membership
from partnerships.organisation.standing import standing_of
from partnerships.partnership.mine import with_my_party
from partnerships.partnership.models import Partnership, Side
from partnerships.todo.registry import Todo, source
from projects.project.models import Project
from projects.project.rules import DECIDERS

COMING = timedelta(days=90)


@source
def projects(person) -> list[Todo]:
    """Running projects that end within 90 days or should have ended, and those for which a side has nobody responsible. One query."""
    rows = Project.objects.worked_on_by(person).filter(state=Project.State.RUNNING, partnership__state=Partnership.State.ACTIVE)
    rows = with_my_party(rows, person).annotate(
        social_here=_still_here("responsible_social"), housing_here=_still_here("responsible_housing")
    )
    open_rows = rows.filter(Q(ends_on__lte=clock.today() + COMING) | Q(social_here=False) | Q(housing_here=False))
    return [todo for project in open_rows.select_related("partnership") for todo in _todos(project, person)]


def _still_here(responsible: str) -> Exists:
    """Is this person named, and today a member of any organisation that takes part?"""
    return Exists(
        Membership.objects.current().filter(
            person=OuterRef(responsible), person__is_active=True, organisation__parties__partnership=OuterRef("partnership")
        )
    )


def _todos(project, person) -> list[Todo]:
    about = {"title": project.title, "partnership": project.partnership.title, "icon": "kanban"}
    decides = standing_of(person).has(project.my_organisation, *DECIDERS)
    mine = "me" if decides else "us"
    found = []
    here = {Side.SOCIAL: project.social_here, Side.HOUSING: project.housing_here}
    if not here[project.my_side]:
        ask = _("Name the person who is responsible on our side.")
        found.append(Todo(waiting=mine, ask=ask, url=project.edit_url(), since=project.state_since, **about))
    if not here[Side(project.my_side).other]:
        who = str(Side(Side(project.my_side).other).label)
        ask = _("The other side has not yet named who is responsible.")
        found.append(Todo(waiting="them", ask=ask, url=project.get_absolute_url(), since=project.state_since, who=who, **about))
    if project.ends_on and project.ends_on < clock.today():
        ask = _("The term is over: end the project or agree on a later day.")
        found.append(Todo(waiting=mine, ask=ask, url=project.get_absolute_url(), due=project.ends_on, **about))
    elif project.ends_on and project.ends_on <= clock.today() + COMING:
        found.append(Todo(waiting="coming", ask=_("The project ends."), url=project.get_absolute_url(), due=project.ends_on, **about))
    return found
