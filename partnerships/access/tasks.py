from datetime import date

from django.contrib.sessions.models import Session

from partnerships.base import clock
from partnerships.work.registry import daily


@daily
def forget_ended_sessions(day: date) -> None:
    """Sessions that are over are deleted, with what was typed into them."""
    Session.objects.filter(expire_date__lt=clock.at(day, 0)).delete()
