"""Somebody has left a house or carries other roles: are there still people for every step?"""

from django.dispatch import receiver

from partnerships.approval import watch
from partnerships.approval.release import Release
from partnerships.organisation.models import Organisation, crew_changed


@receiver(crew_changed, dispatch_uid="releases without people")
def look_after_releases(sender, organisation: Organisation, **kwargs) -> None:
    watch.look_after(Release.objects.filter(organisation=organisation))
