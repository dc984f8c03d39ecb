"""The ledger with a million rows: its pages, the CSV of everything beside psql's own copy, an XLSX of 100,000 rows, 5,000 open requests.

Rows are made by the database itself (generate_series), without the triggers that keep their history; the constraints hold.
"""

import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from psycopg import ClientCursor

from config.embedded import postgres_program
from partnerships.export.copying import copy_sql
from partnerships.export.document import Document
from partnerships.export.writers import write_xlsx
from partnerships.partnership.models import Partnership
from projects.bench import measure
from projects.contribution.models import Contribution, Delivery
from projects.ledger import everything, exports

DELIVERIES = 4  # of each contribution
XLSX_ROWS = 100_000
BETWEEN = 0.05  # seconds from one look at the memory of a process to the next
PAGES = ("ledger", "ledger_all", "ledger_rows", "organisation_ledger", "project_ledger", "quarter_ledger")


@dataclass(frozen=True)
class Goal:
    """What was measured, and what it may be at most."""

    what: str
    value: float
    most: float
    unit: str

    @property
    def missed(self) -> bool:
        return self.value > self.most

    def __str__(self) -> str:
        return f"{self.what:64}{self.value:10.1f}{self.unit}  (at most {self.most:g}{self.unit}){'  MISSED' if self.missed else ''}"


class Cost(NamedTuple):
    """Of a process: seconds on the clock and of the processor, megabytes at most."""

    seconds: float
    processor: float
    megabytes: float


def fill(rows: int) -> None:
    """So many rows of the ledger, spread over all contributions' partnerships like those that are there already."""
    tables = ("projects_contribution", "projects_delivery")
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(_CONTRIBUTIONS, [rows // DELIVERIES])
        cursor.execute(_DELIVERIES, [DELIVERIES])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _insert(model, source: str, **given: str) -> str:
    """INSERT … SELECT of every column of the model: given as SQL, or as it stands in the pattern `t`."""
    columns = [field.column for field in model._meta.local_concrete_fields if not field.generated]
    values = ", ".join(given.get(column, f't."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {values} FROM {source}'  # noqa: S608 - all of it stands in this file


def _like(state: str, more: str = "") -> str:
    """The contributions in this state, over and over, as often as the parameter says."""
    return (
        f"(SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS all_of_them FROM projects_contribution"  # noqa: S608
        f" WHERE state = '{state}'{more}) t JOIN generate_series(1, %s) n ON n %% all_of_them = place"
    )


_AMOUNT = f"{DELIVERIES} * (25 + n %% 1250)"
_CONTRIBUTIONS = _insert(
    Contribution,
    _like("confirmed"),
    id="gen_random_uuid()",
    title="'Buchung ' || n",
    kind="CASE n %% 2 WHEN 0 THEN 'money' ELSE 'goods' END",
    starts_on="date '2024-01-01' + (n %% 700)::int",
    ends_on="date '2024-12-31' + (n %% 700)::int",
    **dict.fromkeys(("asked", "offered", "granted", "delivered", "confirmed"), _AMOUNT),
)
_DELIVERIES = _insert(
    Delivery,
    "projects_contribution c CROSS JOIN generate_series(1, %s) n"
    " CROSS JOIN (SELECT * FROM projects_delivery WHERE nature = 'came' LIMIT 1) t WHERE c.title LIKE 'Buchung %%'",
    id="gen_random_uuid()",
    contribution_id="c.id",
    on="c.starts_on + (n * 90)::int",
    amount=f"c.granted / {DELIVERIES}",
    quantity="NULL",
    note="'Rate ' || n",
    noted_by_id="c.asked_by_id",
    noted_for_id="c.receiver_id",
    confirmed_by_id="c.decided_by_id",
    confirmed_at="now()",
)


def ask_for_much(giver, number: int) -> None:
    """So many open requests more to one organisation."""
    sql = _insert(Contribution, _like("asked", " AND giver_id = %s"), id="gen_random_uuid()", title="'Antrag ' || n")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE projects_contribution DISABLE TRIGGER USER")
        cursor.execute(sql, [giver.pk, number])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE projects_contribution ENABLE TRIGGER USER")


def inbox(visitor: measure.Visitor, rounds: int) -> float:
    """How many times the bare view the list of requests to decide takes, in the median."""
    bare, page = measure.Page("bare", "/bench/bare/"), measure.Page("contribution_inbox", "/contributions/inbox/")
    visitor.measure(page, bare, rounds)
    return page.ratio


def files(url: str) -> list[Goal]:
    """The CSV of everything beside psql's own copy of the same query, in turns, and the XLSX of 100,000 rows and more."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs, book = (Path(folder) / name for name in ("ours.csv", "theirs.csv", "book.xlsx"))
        times = [(_streamed(ours), _copied(theirs, url)) for _round in range(3)]
        mine, psql = (min(column) for column in zip(*times, strict=True))
        lines = sum(1 for _line in ours.open("rb")) - 1
        command = _run([sys.executable, "manage.py", "ledger_csv", str(ours)], url)
        code = f"from projects.bench.ledger import write_book; write_book({str(book)!r})"
        xlsx = _run([sys.executable, "manage.py", "shell", "-v0", "-c", code], url)
        size = book.stat().st_size / 1e6
    rates = f"{lines / mine:,.0f} rows/s, psql's copy {lines / psql:,.0f}"
    return [
        Goal(f"CSV of all {lines:,} rows: {rates}", mine / psql, 3, " times"),
        Goal("  memory of the command", command.megabytes, 300, " MB"),
        Goal(f"XLSX of {XLSX_ROWS:,} deliveries and their grants ({size:.1f} MB), processor time", xlsx.processor, 60, " s"),
        Goal("  from start to end", xlsx.seconds, 60, " s"),
        Goal("  its memory", xlsx.megabytes, 300, " MB"),
    ]


def _streamed(path: Path) -> float:
    start = time.monotonic()
    with path.open("wb") as output:
        everything.write(output.write)
    return time.monotonic() - start


def _copied(path: Path, url: str) -> float:
    with path.open("wb") as output:  # as for its own copy
        return _run([_psql(), "-q", url, "-c", _statement()], url, output).seconds


def write_book(path: str) -> None:
    """The ledger of as many partnerships as have 100,000 deliveries together, as people get it."""
    number, partnerships = 0, []
    for partnership in Partnership.objects.order_by("pk"):
        partnerships.append(partnership.pk)
        number += Delivery.objects.filter(contribution__partnership=partnership).count()
        if number >= XLSX_ROWS:
            break
    contributions = Contribution.objects.filter(partnership__in=partnerships)
    write_xlsx(Document(title="Messung", facts=(), tables=exports.tables(contributions, None)), Path(path), _nothing)


def _nothing() -> None:
    """Nobody watches the progress."""


def _statement() -> str:
    sql, params = copy_sql(everything.rows())
    with connection.cursor() as cursor:
        return ClientCursor(cursor.connection).mogrify(sql, params)


def _psql() -> str:
    return shutil.which("psql") or str(postgres_program("psql"))


def _run(command: list[str], url: str, output: IO[bytes] | None = None) -> Cost:
    """A process of its own, from its start to its end. Its memory is asked while it runs: what the kernel tells afterwards counts the
    process that started it, too.
    """
    environment = {**os.environ, "DATABASE_URL": url, "DEMO": "1", "BENCH": ""}
    start, most = time.monotonic(), 0.0
    running = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=output)
    with os.fdopen(os.pidfd_open(running.pid), "rb", buffering=0) as ended:
        while not select.select([ended], [], [], BETWEEN)[0]:
            most = max(most, _peak(running.pid))
    _pid, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise RuntimeError(f"{command[:3]} failed")
    return Cost(time.monotonic() - start, usage.ru_utime + usage.ru_stime, most)


def _peak(pid: int) -> float:
    """The most memory this process has had so far, in MB; nothing where it has just ended."""
    lines = (Path("/proc") / str(pid) / "status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
