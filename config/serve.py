"""The three long-running programs, each with its options in one place: `python -m config.serve web|worker|beat`.

`make run` and the containers start exactly these. In production each first asks config.checks whether it may start at all.
"""

import os
import sys
from pathlib import Path

import django

from config import checks

PROGRAMS = ("web", "worker", "beat")


def command(program: str) -> list[str]:
    """The command line of a program, run by this very Python."""
    if program == "web":
        return [
            *("granian", "config.wsgi:application", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
            *("--host", os.environ.get("HOST") or "127.0.0.1", "--port", os.environ.get("PORT") or "8000"),
            *("--workers", os.environ.get("WEB_WORKERS") or "1", "--blocking-threads", os.environ.get("WEB_THREADS") or "4"),
            *("--backlog", "512", "--workers-kill-timeout", "30"),
        ]
    if program == "worker":
        processes = os.environ.get("WORKER_PROCESSES") or "2"
        return [
            "celery",
            "-A",
            "config",
            "worker",
            "--concurrency",
            processes,
            "--loglevel",
            "INFO",
            "--without-gossip",
            "--without-mingle",
        ]
    data_dir = Path(os.environ.get("DATA_DIR") or ".data")
    return ["celery", "-A", "config", "beat", "--loglevel", "INFO", "--pidfile", "", "--schedule", str(data_dir / "beat-schedule")]


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1] not in PROGRAMS:
        sys.exit(f"Say which program: python -m config.serve {'|'.join(PROGRAMS)}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if os.environ.get("DEMO", "").lower() not in {"1", "true", "yes", "on"}:
        django.setup()
        checks.refuse_to_start()
    if sys.argv[1] == "beat":
        os.environ["CELERY_SKIP_CHECKS"] = "1"  # they would load every page, a third of its start; it only says what is due
    program, *arguments = command(sys.argv[1])
    os.execv(sys.executable, [sys.executable, "-m", program, *arguments])


if __name__ == "__main__":
    main()
