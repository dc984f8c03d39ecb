from django.utils.translation import gettext as _

from partnerships.base.prepared import Param, PreparedRows
from partnerships.meeting.models import Meeting
from partnerships.meeting.sections import Panel, panel
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.task.models import Task
from partnerships.task.rules import may_finish

MOST = 30


def _earlier():
    rows = Task.objects.visible_to(ANYONE).open().filter(partnership=Param("partnership", "uuid")).exclude(meeting=Param("meeting", "uuid"))
    return rows.select_related("organisation", "person", "partnership", "asked_by").order_by("until", "pk")[:MOST]


_EARLIER = PreparedRows(_earlier)


@panel(order=10)
def open_tasks(meeting, person) -> Panel | None:
    """What earlier meetings have left to do, while the meeting is ahead or being written: looking back at the tasks.

    A list, not copies: a task that is finished anywhere is gone from here.
    """
    if meeting.state not in (Meeting.State.PLANNED, Meeting.State.MINUTES) or meeting.partnership.party_of(person) is None:
        return None
    tasks = _EARLIER.rows(values_of(person, partnership=meeting.partnership_id, meeting=meeting.pk))
    if not tasks:
        return None
    for task in tasks:
        task.partnership = meeting.partnership
        task.verdict = may_finish(person, task)
    return Panel(_("Looking back: open tasks from earlier meetings"), "partnerships/task/earlier.html", {"tasks": tasks})
