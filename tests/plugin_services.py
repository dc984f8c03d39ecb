"""A PostgreSQL and a Valkey of this test run's own, unless the environment names others.

Loaded by `-p tests.plugin_services` (pyproject.toml), so that the addresses stand in the environment before Django reads its settings;
the workers of pytest-xdist inherit them, each with a Redis database of its own. The servers keep nothing durable, live in
.data/test-<process>, stop at the end, and what a killed run left behind is cleared away by the next.

Running all migrations takes most of the time of a short run. So the tables are made once for a set of migrations, in .data/tables-<hash>,
and each run begins with a copy of that; Django makes the test databases from the template database in it, and finds nothing to migrate.
Where only migrations were added, the tables made before the last are gone on from.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from config import addresses, embedded, process, service_user, translations
from tests.environment import without_settings

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "portal_template"
HAS_TEMPLATE = "AUGENHOEHE_TEST_TEMPLATE"
folders: list[Path] = []
started: list[embedded.Server] = []


def _clear(folder: Path) -> None:
    for server in (embedded.Redis(folder), embedded.Postgres(folder)):
        server.stop()
    shutil.rmtree(folder, ignore_errors=True)
    if addresses.socket_dir(folder) != folder / "run":
        shutil.rmtree(addresses.socket_dir(folder), ignore_errors=True)


def _clear_leftovers(parent: Path) -> None:
    for folder in parent.glob("test-*"):
        number = folder.name.removeprefix("test-")
        if number.isdigit() and not process.is_alive(int(number)):
            _clear(folder)


def _migrations() -> dict[str, str]:
    """Digest by path of every migration."""
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(ROOT.glob("*/migrations/*.py"))}


def _tables() -> Path:
    """A stopped database with all tables in its template database, made where these migrations have none yet."""
    migrations, lock = _migrations(), (ROOT / "requirements-test.lock").read_bytes()
    made = ROOT / ".data" / f"tables-{hashlib.sha256(lock + json.dumps(migrations).encode()).hexdigest()[:16]}"
    with process.lock(ROOT / ".data" / "tables.lock"):
        if not made.exists():
            earlier = sorted((ROOT / ".data").glob("tables-*/"), key=lambda path: path.stat().st_mtime)
            for old in earlier[:-3]:
                shutil.rmtree(old)
            _make_tables(made, migrations, next((path for path in reversed(earlier[-3:]) if _leads_to(path, migrations)), None))
    return made / "postgres"


def _leads_to(tables: Path, migrations: dict[str, str]) -> bool:
    """Whether each migration these tables were made by is still there, unchanged."""
    listed = tables / "migrations.json"
    return listed.is_file() and json.loads(listed.read_text()).items() <= migrations.items()


def _make_tables(made: Path, migrations: dict[str, str], begin_with: Path | None) -> None:
    unfinished = ROOT / ".data" / f"test-{os.getpid()}" / "tables"
    if begin_with:
        shutil.copytree(begin_with / "postgres", unfinished / "postgres", copy_function=shutil.copyfile)
    server = embedded.Postgres(unfinished, durable=False)
    server.start()
    try:
        if not begin_with:
            with server.connect("postgres") as connection:
                connection.execute(f"CREATE DATABASE {TEMPLATE}")
        url = addresses.with_name(addresses.urls(unfinished)[0], TEMPLATE)
        environment = {**os.environ, "DATABASE_URL": url, "REDIS_URL": "redis://127.0.0.1:1", "DEMO": "1"}
        command = [sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdin=subprocess.DEVNULL)
    finally:
        server.stop()
    (unfinished / "migrations.json").write_text(json.dumps(migrations))
    unfinished.rename(made)


def _start(folder: Path) -> None:
    os.environ["DATA_DIR"] = str(folder)
    folders.append(_own_files(folder))
    database_url, redis_url = addresses.urls(folder)
    os.environ.pop(HAS_TEMPLATE, None)  # of a test run that started this one on another server
    if not os.environ.get("DATABASE_URL") and service_user.uid() == os.getuid():  # a copy belongs to who makes it
        shutil.copytree(_tables(), folder / "postgres", copy_function=shutil.copyfile)
        os.environ[HAS_TEMPLATE] = "1"
    for variable, url, server in (
        ("DATABASE_URL", database_url, embedded.Postgres(folder, durable=False)),
        ("REDIS_URL", redis_url, embedded.Redis(folder, durable=False)),
    ):
        if not os.environ.get(variable):
            started.append(server)
            server.start()
            os.environ[variable] = url


def _stop() -> None:
    while started:
        started.pop().stop()
    while folders:
        _clear(folders.pop())


def _own_redis_database(url: str, worker: str) -> str:
    """Workers clear the cache without clearing each other's: gw0 gets database 1, gw1 database 2 …"""
    number = int(worker.removeprefix("gw")) % 15 + 1
    return f"{url}?virtual_host={number}" if url.startswith("redis+socket://") else f"{url.removesuffix('/0').rstrip('/')}/{number}"


def _own_files(folder: Path) -> Path:
    """Nobody clears away what another worker has just laid down."""
    (folder / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing one
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(args):
    """Outermost, hence before pytest-django imports the settings."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker and os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = _own_redis_database(os.environ["REDIS_URL"], worker)
    if worker:
        os.environ["DATA_DIR"] = str(_own_files(Path(os.environ["DATA_DIR"]) / worker))
    try:
        if not worker:
            for name in os.environ.keys() - without_settings():
                del os.environ[name]
        if not worker and not {"-h", "--help", "--version"} & set(args):
            translations.compile_all()
            _clear_leftovers(ROOT / ".data")
            _start(ROOT / ".data" / f"test-{os.getpid()}")
        return (yield)
    except BaseException:
        _stop()
        raise


def pytest_configure(config):
    if os.environ.get(HAS_TEMPLATE):
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = TEMPLATE


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """Stop what this process started; a worker has started nothing."""
    _stop()
