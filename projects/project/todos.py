"""What is open about projects; asked together with the goals, see projects/home/todos.py."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.nested import nested
from partnerships.organisation.models import Membership
from partnerships.organisation.standing import standing_of
from partnerships.partnership.models import Side
from partnerships.todo.registry import Todo
from projects.project.models import Project
from projects.project.rules import DECIDERS

COMING = timedelta(days=90)


def open_rows():
    """For a queryset of partnerships: running projects that end within 90 days or should have ended, or lack a responsible person."""
    rows = Project.objects.filter(partnership=OuterRef("pk"), state=Project.State.RUNNING).annotate(
        social_here=_still_here("responsible_social"), housing_here=_still_here("responsible_housing")
    )
    rows = rows.filter(Q(ends_on__lte=clock.today() + COMING) | Q(social_here=False) | Q(housing_here=False))
    return nested(rows.order_by("pk"), "id", "title", "state_since", "ends_on", "social_here", "housing_here")


def _still_here(responsible: str) -> Exists:
    """Is this person named, and today a member of any organisation that takes part?"""
    return Exists(
        Membership.objects.current().filter(
            person=OuterRef(responsible), person__is_active=True, organisation__parties__partnership=OuterRef("partnership")
        )
    )


def todos_of(project, partnership, person) -> list[Todo]:
    """`partnership` carries my_organisation and my_side."""
    about = {"title": project.title, "partnership": partnership.title, "icon": "kanban"}
    mine = "me" if standing_of(person).has(partnership.my_organisation, *DECIDERS) else "us"
    other = Side(partnership.my_side).other
    here = {Side.SOCIAL: project.social_here, Side.HOUSING: project.housing_here}
    found = []
    if not here[partnership.my_side]:
        ask = _("Name the person who is responsible on our side.")
        found.append(Todo(waiting=mine, ask=ask, url=project.edit_url(), since=project.state_since, **about))
    about["url"] = project.get_absolute_url()
    if not here[other]:
        ask = _("The other side has not yet named who is responsible.")
        found.append(Todo(waiting="them", ask=ask, since=project.state_since, who=str(other.label), **about))
    if project.ends_on and project.ends_on < clock.today():
        ask = _("The term is over: end the project or set a later day.")
        found.append(Todo(waiting=mine, ask=ask, due=project.ends_on, **about))
    elif project.ends_on and project.ends_on <= clock.today() + COMING:
        found.append(Todo(waiting="coming", ask=_("The project ends."), due=project.ends_on, **about))
    return found
