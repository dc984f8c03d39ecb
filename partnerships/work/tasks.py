import logging
from datetime import timedelta

from celery import shared_task
from django.db import connection, transaction

from partnerships.base import clock
from partnerships.work.models import Pulse, Run
from partnerships.work.registry import DAILY, SWEEPERS

log = logging.getLogger(__name__)

CATCH_UP_DAYS = 7


@shared_task(name="partnerships.sweep")
def sweep() -> None:
    """Every 15 seconds: a sign of life, then each sweeper. Two at once do no harm."""
    Pulse.objects.update_or_create(name="worker", defaults={"at": clock.now()})
    for name, function in SWEEPERS.items():
        try:
            function()
        except Exception:
            log.exception("sweeper %s", name)  # the others are the guarantee of other things


@shared_task(name="partnerships.daily")
def daily() -> None:
    """Every ten minutes: whatever of today, or of the last week, was not yet done, once."""
    today = clock.today()
    days = [today - timedelta(days=back) for back in range(CATCH_UP_DAYS, -1, -1)]
    done = set(Run.objects.filter(period__gte=days[0]).values_list("name", "period"))
    for name, function in DAILY.items():
        for day in days:
            if (name, day) in done:
                continue
            try:
                _run_once(name, function, day)
            except Exception:
                log.exception("daily %s of %s", name, day)  # tried again in ten minutes; the others go on


def _run_once(name: str, function, day) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO partnerships_run (name, period, done_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [name, day, clock.now()],
            )
            if cursor.rowcount != 1:
                return
        function(day)
