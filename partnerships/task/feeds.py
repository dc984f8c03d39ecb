from django.conf import settings
from django.utils.translation import gettext as _

from partnerships.base.ical import Event
from partnerships.base.prepared import PERSON, PreparedRows
from partnerships.feed.registry import FIRST, LAST, source
from partnerships.organisation.standing import ANYONE, values_of
from partnerships.task.models import Task


def _mine():
    rows = Task.objects.visible_to(ANYONE).open().filter(person=PERSON, until__range=(FIRST, LAST))
    return rows.select_related("partnership").only("what", "until", "created_at", "partnership__title").order_by("until", "pk")


_MINE = PreparedRows(_mine)


@source
def tasks(person) -> list[Event]:
    """One's own open tasks, on the day by which they are to be done. Calendar programs show days better than to-dos."""
    return [_event(task) for task in _MINE.rows(values_of(person))]


def _event(task: Task) -> Event:
    url = settings.BASE_URL.rstrip("/") + task.get_absolute_url()
    return Event(
        uid=f"task-{task.pk}@augenhoehe",
        summary=_("Due: %(what)s") % {"what": task.what},
        stamp=task.created_at,
        day=task.until,
        description=f"{task.partnership}\n{url}",
        url=url,
    )
