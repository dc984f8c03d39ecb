"""A real worker, really killed: the report ends once, with one whole file."""

import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import openpyxl
import pytest
from django.conf import settings as portal
from django.db import connection

from partnerships.base import clock
from partnerships.export.models import Export
from partnerships.export.tasks import orphaned_exports
from projects.project.models import Project
from projects.report.actions import ask_report
from tests.partnerships.export.worker import kill, start

ROWS = 2_000
GATE = 20_260_323  # number of the lock a worker waits at


def until(condition: Callable[[], object], seconds: int = 60) -> None:
    """Wait for something that happens elsewhere; fail when it does not."""
    deadline, pause = clock.now() + timedelta(seconds=seconds), Event()
    while not condition():
        assert clock.now() < deadline, "it did not happen in time"
        pause.wait(0.05)


@pytest.fixture
def worker(tmp_path, settings):
    """Starts workers; all of them are gone at the end."""
    settings.EXPORT_DIR = tmp_path / "data" / "exports"
    settings.EXPORT_SILENT_SECONDS = 3
    started: list[subprocess.Popen] = []

    def run() -> subprocess.Popen:
        started.append(start(tmp_path / "data", silent_seconds=3))
        return started[-1]

    yield run
    for process in started:
        kill(process)


def ask(sql: str):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


@pytest.fixture
def gate(transactional_db):
    """While it is held, a worker with rows written waits at the moment it tells how far it is, however fast it is."""
    ask(f"""CREATE FUNCTION wait_at_the_gate() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_advisory_xact_lock({GATE}); RETURN NEW; END $$""")
    ask("""CREATE TRIGGER gate BEFORE UPDATE ON partnerships_export FOR EACH ROW
           WHEN (NEW.state = 'running' AND NEW.done > 0) EXECUTE FUNCTION wait_at_the_gate()""")
    ask(f"SELECT pg_advisory_lock({GATE})")
    yield
    ask("SELECT pg_advisory_unlock_all()")
    ask("DROP TRIGGER gate ON partnerships_export")
    ask("DROP FUNCTION wait_at_the_gate()")


def waits_at_the_gate() -> bool:
    return ask(f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {GATE} AND NOT granted") == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle__another_ends_it_once(cast, worker, gate):
    Project.objects.bulk_create(
        Project(
            partnership=cast.partnership,
            title=f"Projekt {n}",
            field_of_action="garden",
            created_by=cast.social.staff,
            organisation=cast.social.org,
        )
        for n in range(ROWS)
    )
    first = worker()
    export = ask_report(
        partnership=cast.partnership,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        parts=["projects"],
        format="xlsx",
        by=cast.social.coordinator,
    )

    def row() -> Export:
        return Export.objects.get(pk=export.pk)

    until(waits_at_the_gate)
    kill(first)
    ask(f"SELECT pg_advisory_unlock({GATE})")
    assert row().state == Export.State.RUNNING

    worker()
    until(lambda: (orphaned_exports(), row().state == Export.State.DONE)[1], 90)

    done = row()
    assert done.runs == 2
    files = [path for path in Path(portal.EXPORT_DIR).iterdir() if path.suffix == ".xlsx"]
    assert [path.name for path in files] == [done.file]
    with closing(openpyxl.load_workbook(files[0], read_only=True)) as book:
        assert sum(1 for _ in book["Projekte"].iter_rows()) == ROWS + 1
