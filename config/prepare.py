"""What has to happen between starting the database and serving: translations, tables, static files, demo data, in one process.

Its last line tells the supervisor, as JSON, who may sign in.
"""

import gc
import hashlib
import json
import os
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from config import translations, warm


def collect_static() -> None:
    """Only when a file has changed: compressing them anew takes seconds."""
    state = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            state.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
    if stamp.exists() and stamp.read_text() == state.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state.hexdigest())


def demo_logins() -> list[list[str]]:
    """Address, name and function of everybody one may sign in as."""
    people = get_user_model().objects.filter(is_demo=True, is_active=True).order_by("pk").prefetch_related("memberships__organisation")
    seats = {person: [f"{seat.function}, {seat.organisation}" for seat in person.memberships.all()] for person in people}
    return [[person.email, person.name, seats[person][0] if seats[person] else ""] for person in people]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    translations.compile_all()
    gc.set_threshold(warm.YOUNG_OBJECTS, 10, 10)  # making the tables makes much that lives: looked at less often, a quarter sooner
    django.setup()
    gc.freeze()
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    logins = []
    if settings.DEMO:
        call_command("demo", verbosity=0)
        logins = demo_logins()
    print(json.dumps({"logins": logins, "password": settings.DEMO_PASSWORD}))


if __name__ == "__main__":
    main()
