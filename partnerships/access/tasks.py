from datetime import date, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q

from partnerships.base import clock
from partnerships.work.registry import daily


@daily
def forget_ended_sessions(day: date) -> None:
    """Sessions that are over are deleted, with what was typed into them, and with address and browser in the list of own sessions."""
    midnight = clock.at(day, 0)
    idle = UserSession.objects.filter(last_seen_at__lt=midnight - timedelta(hours=settings.SESSION_IDLE_HOURS))
    Session.objects.filter(Q(expire_date__lt=midnight) | Q(session_key__in=idle.values("session_key"))).delete()
    UserSession.objects.filter(last_seen_at__lt=midnight).exclude(session_key__in=Session.objects.values("session_key")).delete()
