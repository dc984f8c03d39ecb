"""A partnership that both sides have ended leaves no project running."""

from django.dispatch import receiver

from partnerships.partnership.models import partnership_ended
from projects.project.actions import end_with_partnership


@receiver(partnership_ended, dispatch_uid="projects end with their partnership")
def end_projects(sender, partnership, by, **kwargs) -> None:
    end_with_partnership(partnership, by=by)
