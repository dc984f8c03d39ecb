from datetime import date, timedelta

from django.utils.translation import gettext_lazy

from partnerships.notice import actions as notice
from partnerships.organisation.models import Membership, Role
from partnerships.task.build import hand_over
from partnerships.task.models import Task
from partnerships.work.registry import daily

BEFORE, AGAIN, LONG_AGO = (timedelta(days=days) for days in (2, 7, 30))


@daily
def hand_over_of_who_left(day: date) -> None:
    """A membership that ended by its day."""
    hand_over(Task.objects.all())


@daily
def remind(day: date) -> None:
    """Who does it, or the coordinators where it is nobody's yet: two days before, the day after, and once more a week later."""
    near = Task.objects.open().filter(until__range=(day - LONG_AGO, day + BEFORE))
    for task in near.select_related("partnership", "organisation", "person").order_by("pk"):
        which = "soon" if task.until >= day else "again" if day - task.until >= AGAIN else "over"
        notice.tell(
            [task.person] if task.person else _coordinators(task),
            key=f"task:{task.pk}:{task.until}:{which}",
            subject=gettext_lazy("Task: %(task)s"),
            template="mail/task/due.txt",
            context={"task": task, "over": which != "soon"},
        )


def _coordinators(task) -> list:
    seats = Membership.objects.current().with_role(Role.COORDINATOR).filter(organisation=task.organisation)
    return [seat.person for seat in seats.select_related("person")]
