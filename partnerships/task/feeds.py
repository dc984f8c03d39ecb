from django.conf import settings
from django.utils.translation import gettext as _

from partnerships.base.ical import Event
from partnerships.feed.registry import source, window
from partnerships.task.models import Task


@source
def tasks(person) -> list[Event]:
    """One's own open tasks, on the day by which they are to be done. Calendar programs show days better than to-dos."""
    since, until = (moment.date() for moment in window())
    rows = Task.objects.visible_to(person).open().filter(person=person, until__range=(since, until))
    return [
        Event(
            uid=f"task-{task.pk}@augenhoehe",
            summary=_("Due: %(what)s") % {"what": task.what},
            stamp=task.created_at,
            day=task.until,
            description=f"{task.partnership}\n{settings.BASE_URL.rstrip('/')}{task.get_absolute_url()}",
            url=settings.BASE_URL.rstrip("/") + task.get_absolute_url(),
        )
        for task in rows.select_related("partnership").order_by("until", "pk")
    ]
