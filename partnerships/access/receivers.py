from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from partnerships.access import session


@receiver(user_logged_in)
def start_of_session(sender, request, user, **kwargs) -> None:
    """Not domain flow: a session remembers when it began."""
    session.begin(request.session)
