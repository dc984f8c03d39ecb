"""When each of a person's sessions was last used, to the nearest five minutes.

allauth's own middleware writes it down on every request: a transaction with its write to disk for every page that is read.
"""

from allauth.usersessions.models import UserSession
from django.utils import timezone

SECONDS = 300
KEY = "seen_at"


class ActivityMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.session.session_key and request.user.is_authenticated:
            now = timezone.now().timestamp()  # noqa: TID251  (the real time, whatever day a demonstration plays on)
            if now - request.session.get(KEY, 0) > SECONDS:
                UserSession.objects.create_from_request(request)
                request.session[KEY] = now
        return self.get_response(request)
