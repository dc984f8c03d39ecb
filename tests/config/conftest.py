"""The portal as `make run` starts it, on data folders of the tests' own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from config import embedded, run

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Portal:
    """A run of the portal on a data folder."""

    def __init__(self, data_dir: Path, port: int | None = None, **environment: str):
        self.data_dir, self.port = data_dir, port or free_port()
        inherited = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL", "PYTEST_XDIST_WORKER"}}
        everything = {**inherited, "DATA_DIR": str(data_dir), "PORT": str(self.port), **environment}
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.run"],
            cwd=ROOT, env=everything, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip

    def wait_for(self, words: str) -> float:
        """Read on until it says so; returns after how many seconds."""
        for line in self.process.stdout:
            if words in line:
                return time.monotonic() - self.started
        pytest.fail(f"It ended without saying {words!r}.")

    def get(self, path: str) -> int:
        with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=20) as answer:
            return answer.status

    def end(self, number: int = signal.SIGTERM) -> str:
        if self.process.poll() is None:
            self.process.send_signal(number)
        output, _ = self.process.communicate(timeout=60)
        return output

    def children(self) -> list[int]:
        return run.marked(self.data_dir)


def clear(folder: Path) -> None:
    for pid in run.marked(folder / "data"):
        os.kill(pid, signal.SIGKILL)
    for server in (embedded.Redis(folder / "data"), embedded.Postgres(folder / "data")):
        server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def data_dir():
    """A data folder that is not there yet."""
    folder = Path(tempfile.mkdtemp(prefix="ah"))
    yield folder / "data"
    clear(folder)


@pytest.fixture(scope="session")
def after_first_run():
    """What a first start leaves; each test begins with a copy, since telling the demo data takes a while."""
    folder = Path(tempfile.mkdtemp(prefix="ah"))
    portal = Portal(folder / "data")
    portal.wait_for("The portal runs at")
    portal.wait_for("mara@klangraum.example.org")
    portal.end()
    assert portal.process.returncode == 0
    assert nothing_runs(folder / "data")
    yield folder / "data"
    clear(folder)


@pytest.fixture
def used(data_dir, after_first_run):
    shutil.copytree(after_first_run, data_dir)
    return data_dir


@pytest.fixture
def start(data_dir):
    portals: list[Portal] = []

    def begin(**options) -> Portal:
        portals.append(Portal(data_dir, **options))
        return portals[-1]

    yield begin
    for portal in portals:
        portal.end(signal.SIGKILL)


def nothing_runs(data_dir: Path) -> bool:
    return not run.marked(data_dir) and not embedded.Postgres(data_dir).running() and not embedded.Redis(data_dir).running()
