"""Is this container's program well? `python -m config.probe web|worker|beat` for the health checks of the containers."""

import os
import subprocess
import sys
import urllib.request
from datetime import timedelta

import django
from django.apps import apps
from django.utils import timezone

OVERDUE = timedelta(seconds=120)


def web() -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}/readyz", timeout=4) as answer:
        return answer.status == 200


def worker() -> bool:
    """It answers over the broker."""
    command = [sys.executable, "-m", "celery", "-A", "config", "inspect", "ping", "--timeout", "3", "-d", f"celery@{os.uname().nodename}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def beat() -> bool:
    """What it asks for every 15 seconds has been done lately, by whichever worker."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    earliest = timezone.now() - OVERDUE  # noqa: TID251  (the real time, whatever day a demonstration plays on)
    return apps.get_model("partnerships.Pulse").objects.filter(name="worker", at__gte=earliest).exists()


PROBES = {"web": web, "worker": worker, "beat": beat}

if __name__ == "__main__":
    sys.exit(0 if PROBES[sys.argv[1]]() else 1)
