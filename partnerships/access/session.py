"""How long a session lasts: hours without a request, days in any case. Two moments are kept in the session itself."""

from datetime import timedelta

from django.conf import settings

from partnerships.base import clock

BEGAN, SEEN = "began", "seen"
STEP = timedelta(minutes=5)  # a request writes only this often that it was there


def begin(session) -> None:
    session[BEGAN] = session[SEEN] = clock.now().timestamp()


def is_over(session) -> bool:
    now = clock.now().timestamp()
    idle = now - session.get(SEEN, now)
    age = now - session.get(BEGAN, now)
    return idle > settings.SESSION_IDLE_HOURS * 3600 or age > settings.SESSION_DAYS * 86400


def needs_note(session) -> bool:
    return BEGAN not in session or clock.now().timestamp() - session[SEEN] > STEP.total_seconds()


def note(session) -> None:
    """This session is in use."""
    session.setdefault(BEGAN, clock.now().timestamp())
    session[SEEN] = clock.now().timestamp()
