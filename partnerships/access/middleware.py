from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.utils.translation import gettext as _

from partnerships.access import session


class SessionLimitMiddleware:
    """Ends a session that is over; every five minutes writes that it is in use, for the limit and for the list of own sessions."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            if session.is_over(request.session):
                logout(request)
                if request.method == "GET" and not request.htmx:
                    messages.info(request, _("Your session has ended, for your protection. Please sign in again."))
            elif session.needs_note(request.session):
                session.note(request.session)
                UserSession.objects.create_from_request(request)
        return self.get_response(request)
