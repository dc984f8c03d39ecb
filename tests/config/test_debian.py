"""The part of the tests that also runs against Debian's own PostgreSQL and redis-server, over TCP and with a password.

An installation brings its own servers, older ones than the embedded pair: the migrations, the constraints and triggers in the
database, and everything that talks to the broker have to hold there, too. The tests are the same; a pytest of its own runs them.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from config import process, service_user

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "ganz geheim/§"
SUBSET = [
    "tests/config/test_health.py",
    "tests/config/test_cache.py",
    "tests/partnerships/test_kernel.py",
    "tests/partnerships/test_once.py",
    "tests/partnerships/test_work.py",
    "tests/partnerships/consent",
    "tests/partnerships/journal",
    "tests/partnerships/export/test_faults.py",
    "tests/projects/contribution/test_races.py",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def debian_program(name: str) -> str:
    found = [*sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), *([Path(shutil.which(name))] if shutil.which(name) else [])]
    assert found, f"{name} is missing; `make test` installs it where it may"
    return str(found[-1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def folder():
    folder = Path(tempfile.mkdtemp(prefix="ah"))
    service_user.give(folder)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def database_url(folder):
    data, password_file, port = folder / "data", folder / "password", free_port()
    password_file.write_text(PASSWORD)
    service_user.give(password_file)
    initdb = [
        debian_program("initdb"),
        "-D",
        str(data),
        "-U",
        "portal",
        "-A",
        "scram-sha-256",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    subprocess.run(service_user.command([*initdb, f"--pwfile={password_file}"]), check=True, capture_output=True, cwd="/")
    options = ["-c", "listen_addresses=127.0.0.1", "-c", f"port={port}", "-c", "fsync=off"]
    server = [debian_program("postgres"), "-D", str(data), "-k", str(folder), *options]
    with subprocess.Popen(service_user.command(server), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/") as running:
        assert process.wait_until(lambda: answers(port), 30)
        yield f"postgresql://portal:ganz%20geheim%2F%C2%A7@127.0.0.1:{port}/portal"
        running.send_signal(2)


@pytest.fixture
def redis_url(folder):
    port = free_port()
    command = [debian_program("redis-server"), "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--save", ""]
    with subprocess.Popen([*command, "--requirepass", "geheim"], stdout=subprocess.DEVNULL) as running:
        assert process.wait_until(lambda: answers(port), 30)
        yield f"redis://:geheim@127.0.0.1:{port}/0"
        running.terminate()


def test_the_subset_passes_on_the_distribution_s_own_servers(database_url, redis_url):
    with psycopg.connect(database_url.removesuffix("/portal") + "/postgres") as connection:
        assert connection.info.server_version >= 150000
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "DATA_DIR"))}
    environment |= {"DATABASE_URL": database_url, "REDIS_URL": redis_url}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not browser", *SUBSET]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-2000:]
    assert " passed" in result.stdout.splitlines()[-1]
