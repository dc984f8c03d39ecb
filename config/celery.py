"""Celery: the broker is only a hint, the rows in PostgreSQL are the truth (see partnerships/work)."""

import os

from celery import Celery, signals

from config import checks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("augenhoehe")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name=None)


@signals.worker_init.connect
@signals.beat_init.connect
def refuse_what_production_refuses(**kwargs) -> None:
    """Also where the worker or beat is not started by config.serve."""
    checks.refuse_to_start()
