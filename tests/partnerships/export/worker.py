"""A real Celery worker against the database and broker of this test."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from config import addresses

ROOT = Path(__file__).resolve().parents[3]


def start(data_dir: Path, *, silent_seconds: int = 60) -> subprocess.Popen:
    """Start one; its files go to data_dir/exports. It is a process group of its own."""
    here = connection.settings_dict
    environment = os.environ | {
        "DATABASE_URL": addresses.with_name(os.environ["DATABASE_URL"], here["NAME"]),
        "REDIS_URL": settings.REDIS_URL,
        "DATA_DIR": str(data_dir),
        "DEMO": "1",
        "EXPORT_SILENT_SECONDS": str(silent_seconds),
    }
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config",
        "worker",
        "-c",
        "1",
        "--loglevel",
        "WARNING",
        "-n",
        f"w{os.urandom(4).hex()}@%h",
    ]
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)


def kill(process: subprocess.Popen) -> None:
    """As a power cut does: the worker and its children at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def celery_worker(data_dir: Path) -> Iterator[subprocess.Popen]:
    process = start(data_dir)
    try:
        yield process
    finally:
        kill(process)
