"""`make run`'s supervisor with the real servers: up, up again, in the way of others, killed, stopped."""

import os
import re
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

from config import embedded, process, run

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("run"), pytest.mark.timeout(300)]
ROOT = Path(__file__).resolve().parent.parent.parent
UP_AGAIN_SECONDS = 20  # twice what is promised for a machine of its own: here other tests compute beside it


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


@pytest.fixture(scope="module")
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


def test_the_second_start_keeps_the_data_and_both_ways_of_stopping_leave_nothing(start, used):
    portal = start()
    assert portal.wait_for("The portal runs at") < UP_AGAIN_SECONDS
    portal.wait_for("mara@klangraum.example.org")
    assert (portal.get("/livez"), portal.get("/readyz"), portal.get("/account/login/")) == (200, 200, 200)
    assert process.wait_until(lambda: len(portal.children()) >= 6, 60), "web, worker and beat with their own processes"
    portal.end(signal.SIGINT)
    assert portal.process.returncode == 0
    assert nothing_runs(used)


def test_a_killed_supervisor_leaves_nothing_that_the_next_start_does_not_heal(start, used):
    portal = start()
    portal.wait_for("The portal runs at")
    orphans = portal.children()
    portal.process.kill()
    portal.process.wait()
    again = start(port=portal.port)
    again.wait_for("The portal runs at")
    assert again.get("/readyz") == 200
    assert not [pid for pid in orphans if process.is_alive(pid)]
    again.end()
    assert nothing_runs(used)


def test_what_dies_is_started_again_and_a_second_run_is_told_where_the_first_is(start, used):
    portal = start()
    portal.wait_for("The portal runs at")
    second = start()
    assert second.process.wait(60) == 1
    assert second.end() == (
        f"The portal already runs on {used} (http://localhost:{portal.port}, process {portal.process.pid}); stop that one first.\n"
    )
    web = next(pid for pid in portal.children() if "config.wsgi" in process.command_line(pid))
    os.killpg(os.getpgid(web), signal.SIGKILL)
    portal.wait_for("The web process stopped")
    os.kill(embedded.Postgres(used).pid(), signal.SIGKILL)
    portal.wait_for("The postgres server stopped")
    assert process.wait_until(lambda: answers(portal), 60)
    portal.end()
    assert nothing_runs(used)


def answers(portal: Portal) -> bool:
    try:
        return portal.get("/readyz") == 200
    except OSError:
        return False


def test_a_port_in_use_is_one_sentence(start, data_dir):
    with socket.create_server(("127.0.0.1", 0)) as other:
        portal = start(port=other.getsockname()[1])
        assert portal.process.wait(60) == 1
        taken = other.getsockname()[1]
        assert portal.end() == f"Port {taken} is in use by another program; choose another: make run PORT={taken + 1}\n"
    assert nothing_runs(data_dir)


def test_a_port_that_is_none_is_one_sentence(start):
    portal = start(PORT="web")
    assert portal.process.wait(60) == 1
    assert portal.end() == "PORT=web is not a port number; choose one between 1 and 65535.\n"


def test_a_data_folder_that_cannot_be_written_is_one_sentence(start, tmp_path):
    (tmp_path / "file").touch()
    portal = start(DATA_DIR=str(tmp_path / "file" / "data"))
    assert portal.process.wait(60) == 1
    assert re.fullmatch(r"The data folder .* cannot be written \(Not a directory\); choose another: make run DATA_DIR=…\n", portal.end())


def test_stopped_while_it_is_still_preparing_it_leaves_nothing(start, data_dir):
    portal = start()
    assert process.wait_until(lambda: bool(portal.children()), 60)
    portal.end(signal.SIGINT)
    assert portal.process.returncode == 0
    assert nothing_runs(data_dir)
