"""`make run`'s supervisor with the real servers: up, up again, in the way of others, killed, stopped."""

import os
import re
import signal
import socket

import pytest

from config import embedded, process
from tests.config.conftest import Portal, nothing_runs

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("run"), pytest.mark.timeout(300)]
UP_AGAIN_SECONDS = 20  # twice what is promised for a machine of its own: here other tests compute beside it


def test_started_again__it_keeps_the_data__tells_a_second_run_where_it_is__and_heals_what_dies_even_itself(start, used):
    portal = start()
    assert portal.wait_for("The portal runs at") < UP_AGAIN_SECONDS
    portal.wait_for("mara@klangraum.example.org")
    assert (portal.get("/livez"), portal.get("/readyz"), portal.get("/account/login/")) == (200, 200, 200)
    assert process.wait_until(lambda: len(portal.children()) >= 6, 60), "web, worker and beat with their own processes"
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

    orphans = portal.children()
    assert len(orphans) >= 6
    portal.process.kill()
    portal.process.wait()
    again = start(port=portal.port)
    again.wait_for("The portal runs at")
    assert again.get("/readyz") == 200
    assert not [pid for pid in orphans if process.is_alive(pid)]
    again.end(signal.SIGINT)
    assert again.process.returncode == 0
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
