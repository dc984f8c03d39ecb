"""Somebody has left an organisation: their tasks are its own again."""

from django.dispatch import receiver

from partnerships.organisation.models import Organisation, crew_changed
from partnerships.task.build import hand_over
from partnerships.task.models import Task


@receiver(crew_changed, dispatch_uid="tasks of who left")
def hand_over_tasks(sender, organisation: Organisation, **kwargs) -> None:
    hand_over(Task.objects.filter(organisation=organisation))
