"""The generated data, in a database of their own beside the one in use; kept, so that the next run only measures.

portal_bench_empty   every table and no row: new migrations go on top of those that are there
portal_bench         a copy of it with the data; made anew when the tables, the numbers, the code that makes them or the day have changed
portal_bench_copy    of that, for what changes the data; gone afterwards
"""

import hashlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from config import addresses
from partnerships.base import clock
from projects.bench import build, houses, payments, pots, proving, states

EMPTY, FULL, COPY = "portal_bench_empty", "portal_bench", "portal_bench_copy"
MAKERS = (build, houses, payments, pots, proving, states)


@contextmanager
def filled(tell, **numbers: int) -> Iterator[str]:
    """Within this block the connection of this process leads to the generated data; yields their address."""
    used = connection.settings_dict["NAME"]
    try:
        _make(tell, numbers)
        _use(FULL)
        yield addresses.with_name(settings.DATABASE_URL, FULL)
    finally:
        _use(used)


@contextmanager
def copied() -> Iterator[str]:
    """The same within filled() for a copy, to which anything may be done."""
    _use(_own())
    _copy(FULL, COPY)
    try:
        _use(COPY)
        yield addresses.with_name(settings.DATABASE_URL, COPY)
    finally:
        _use(_own())
        _drop(COPY)
        _use(FULL)


def tidy() -> None:
    """What a database does by and by on its own: statistics of what has been written."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _make(tell, numbers: dict[str, int]) -> None:
    _migrate()
    wanted = _digest(numbers)
    _use(_own())
    if _digest_of(FULL) == wanted:
        tell("the data of the last run")
        return
    tell(", ".join(f"{number} {name}" for name, number in numbers.items()) + " …")
    _copy(EMPTY, FULL)
    _use(FULL)
    build.make(**numbers)
    tidy()
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(FULL), sql.Literal(wanted)))


def _migrate() -> None:
    if not _exists(EMPTY):
        _run("CREATE DATABASE {}", EMPTY)
    _use(EMPTY)
    if MigrationLoader(connection).applied_migrations.keys() - MigrationLoader(None).disk_migrations.keys():
        _use(_own())  # tables of another time, which nothing here leads on from
        _drop(EMPTY)
        _migrate()
        return
    call_command("migrate", verbosity=0, interactive=False)


def _digest(numbers: dict[str, int]) -> str:
    """Of all that the data depend on."""
    migrations = sorted(MigrationLoader(None).disk_migrations)
    sources = [inspect.getsource(module) for module in MAKERS]
    return hashlib.sha256(repr((migrations, sources, sorted(numbers.items()), clock.today())).encode()).hexdigest()


def _digest_of(name: str) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        found = cursor.fetchone()
    return found[0] if found else None


def _exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _copy(template: str, name: str) -> None:
    _drop(name)
    _run("CREATE DATABASE {} TEMPLATE {}", name, template)


def _drop(name: str) -> None:
    _run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _run(statement: str, *names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _own() -> str:
    """From where the others are made and dropped."""
    return addresses.database(settings.DATABASE_URL)["NAME"]


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
