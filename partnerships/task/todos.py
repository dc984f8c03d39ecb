"""Which tasks wait for whom."""

from django.db.models import Q
from django.utils.translation import gettext as _

from partnerships.base import clock
from partnerships.meeting.models import Meeting
from partnerships.organisation.models import Role
from partnerships.organisation.standing import standing_of
from partnerships.task.models import Task
from partnerships.todo.registry import Todo, source


@source
def tasks(person) -> list[Todo]:
    """My open tasks, those of my organisation that nobody has taken or that are late, and the partners' late ones."""
    standing = standing_of(person)
    today = clock.today()
    rows = (
        Task.objects.filter(meeting__in=Meeting.objects.worked_on_by(person).values("pk"), state=Task.State.OPEN)
        .filter(Q(person=person) | Q(organisation__in=standing.ids, person=None) | Q(until__lt=today))
        .select_related("organisation", "person", "partnership")
        .order_by("until", "pk")[:100]
    )
    return [_task(task, person, standing) for task in rows]


def _task(task, person, standing) -> Todo:
    leads = task.person_id is None and standing.has(task.organisation_id, Role.COORDINATOR)
    mine = task.person_id == person.pk or leads
    ours = task.organisation_id in standing.organisations
    days = task.days_late
    ask = _("Task, overdue for %(days)s days") % {"days": days} if days > 1 else _("Task, due yesterday") if days else _("Task")
    return Todo(
        "me" if mine else "us" if ours else "them",
        task.what,
        ask,
        task.get_absolute_url(),
        due=task.until,
        since=None if mine else task.created_at,
        who="" if mine else task.who,
        partnership=str(task.partnership),
        icon="list-check",
    )
