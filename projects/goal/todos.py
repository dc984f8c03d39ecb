"""What is open about goals; asked together with the projects, see projects/home/todos.py."""

from datetime import timedelta
from uuid import UUID

from django.db.models import OuterRef, Q
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.base.nested import nested
from partnerships.organisation.standing import standing_of
from partnerships.todo.registry import Todo
from projects.goal.models import Goal
from projects.goal.turn import turn_of
from projects.project.rules import DECIDERS

COMING = timedelta(days=90)
WAITING = {"mine": "me", "ours": "us", "theirs": "them"}


def open_rows():
    """For a queryset of partnerships: goals that wait for a yes, and valid ones whose day comes within 90 days or has passed."""
    rows = Goal.objects.filter(partnership=OuterRef("pk"))
    soon = Q(state=Goal.State.VALID, closing_as="", due__lte=clock.today() + COMING)
    rows = (rows.waiting() | rows.filter(soon)).with_missing_ids().order_by("pk")
    return nested(rows, "id", "wording", "state", "closing_as", "replaces_id", "due", "waiting_since", "missing_ids", "missing_names")


def todo_of(goal, partnership, person) -> Todo:
    """`partnership` carries my_organisation."""
    goal.my_organisation = partnership.my_organisation
    goal.missing_ids = [UUID(missing) for missing in goal.missing_ids]
    about = {"title": goal.wording, "url": goal.get_absolute_url(), "partnership": partnership.title, "icon": "bullseye"}
    turn = turn_of(goal, person)
    if turn.whose != "nobody":
        return Todo(waiting=WAITING[turn.whose], ask=turn.ask, who=turn.who, since=goal.waiting_since, **about)
    if goal.due >= clock.today():
        return Todo(waiting="coming", ask=_("This goal is due."), due=goal.due, **about)
    decides = standing_of(person).has(partnership.my_organisation, *DECIDERS)
    ask = _("The day has passed: say what came of it, or propose a new wording.")
    return Todo(waiting="me" if decides else "us", ask=ask, due=goal.due, **about)
