"""The daily work, in the night before a day."""

from datetime import timedelta

from partnerships.base import clock
from partnerships.work.models import Run
from partnerships.work.registry import DAILY
from partnerships.work.tasks import CATCH_UP_DAYS, daily


def last_night() -> None:
    """The daily work of today, by a worker that did it every day before: nothing is left to catch up with."""
    before = [clock.today() - timedelta(days=back) for back in range(1, CATCH_UP_DAYS + 1)]
    Run.objects.bulk_create((Run(name=name, period=day) for name in DAILY for day in before), ignore_conflicts=True)
    daily()
