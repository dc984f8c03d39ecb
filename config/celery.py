"""Celery: the broker is only a hint, the rows in PostgreSQL are the truth (see partnerships/work)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("augenhoehe")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name=None)
