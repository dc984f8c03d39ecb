from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.organisation.standing import standing_of
from partnerships.partnership.mine import with_my_party
from partnerships.partnership.models import Partnership
from partnerships.todo.registry import Todo, source
from projects.goal.models import Goal
from projects.goal.turn import turn_of
from projects.project.rules import DECIDERS

COMING = timedelta(days=90)
WAITING = {"mine": "me", "ours": "us", "theirs": "them"}


@source
def goals(person) -> list[Todo]:
    """Goals that wait for a yes, and valid ones whose day comes within 90 days or has passed. One query."""
    rows = Goal.objects.worked_on_by(person).filter(partnership__state=Partnership.State.ACTIVE)
    soon = Q(state=Goal.State.VALID, closing_as="", due__lte=clock.today() + COMING)
    rows = (rows.waiting() | rows.filter(soon)).select_related("partnership", "project").with_missing()
    return [_todo(goal, person) for goal in with_my_party(rows, person)]


def _todo(goal, person) -> Todo:
    about = {"title": goal.wording, "url": goal.get_absolute_url(), "partnership": goal.partnership.title, "icon": "bullseye"}
    turn = turn_of(goal, person)
    if turn.whose != "nobody":
        return Todo(waiting=WAITING[turn.whose], ask=turn.ask, who=turn.who, since=goal.waiting_since, **about)
    if goal.due >= clock.today():
        return Todo(waiting="coming", ask=_("This goal is due."), due=goal.due, **about)
    decides = standing_of(person).has(goal.my_organisation, *DECIDERS)
    ask = _("The day has passed: say what came of it, or propose a new wording.")
    return Todo(waiting="me" if decides else "us", ask=ask, due=goal.due, **about)
