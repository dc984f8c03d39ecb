"""What the portal does with tasks by itself."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from partnerships.journal.actions import record
from partnerships.notice import actions as notice
from partnerships.organisation.models import Membership, Role


@transaction.atomic
def hand_over(tasks) -> None:
    """The portal gives tasks of people who have left back to their organisation, and tells its coordinators."""
    left = tasks.left_behind().select_related("partnership", "organisation", "person").select_for_update(of=("self",)).order_by("pk")
    for task in list(left):
        person, task.first_person_id = task.person, task.first_person_id or task.person_id
        task.person = None
        task.save(update_fields=["person", "first_person"])
        record("task.handed_over", task, by=None, organisation=task.organisation, person=str(person))
        seats = Membership.objects.current().with_role(Role.COORDINATOR).filter(organisation=task.organisation).select_related("person")
        notice.tell(
            [seat.person for seat in seats],
            key=f"task:{task.pk}:handed:{person.pk}",
            subject=gettext_lazy("A task needs somebody new: %(task)s"),
            template="mail/task/handed.txt",
            context={"task": task, "left": person},
        )
