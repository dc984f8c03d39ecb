"""The embedded pair, really started and really killed."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from config import addresses, embedded, process

pytestmark = pytest.mark.slow
BORROWER = """
import sys
from pathlib import Path
from config import embedded
with embedded.lent(Path(sys.argv[1])):
    print("in", flush=True)
    input()
"""


@pytest.fixture
def data_dir():
    """A short path of our own (pytest's are too long for a socket); whatever a test leaves running in it is stopped."""
    folder = Path(tempfile.mkdtemp(prefix="ah"))
    data_dir = folder / "data"
    yield data_dir
    for server in (embedded.Redis(data_dir), embedded.Postgres(data_dir)):
        server.stop()
    shutil.rmtree(addresses.socket_dir(data_dir), ignore_errors=True)
    shutil.rmtree(folder)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_both_start_answer_over_private_sockets_only_and_stop(data_dir):
    before = mode(data_dir.parent)
    with embedded.lent(data_dir) as (database_url, redis_url):
        run = data_dir / "run"
        assert {mode(path) for path in (data_dir, data_dir / "postgres", data_dir / "redis", run)} == {0o700}
        assert {mode(path) for path in (run / ".s.PGSQL.5432", run / "redis.sock")} == {0o700}
        assert str(run) in database_url
        assert str(run) in redis_url
        with embedded.Postgres(data_dir).connect("portal") as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            assert connection.execute("SELECT current_user").fetchone() == ("portal",)
    assert not embedded.Postgres(data_dir).running()
    assert not embedded.Redis(data_dir).running()
    assert mode(data_dir.parent) == before


def test_the_data_are_there_again_after_a_stop(data_dir):
    with embedded.lent(data_dir), embedded.Postgres(data_dir).connect("portal") as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('Augenhöhe')")
    with embedded.lent(data_dir), embedded.Postgres(data_dir).connect("portal") as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("Augenhöhe",)]


def test_the_extensions_that_the_portal_needs_are_in_the_wheel(data_dir):
    with embedded.lent(data_dir), embedded.Postgres(data_dir).connect("portal") as connection:
        for extension in ("btree_gist", "unaccent", "pg_trgm"):
            connection.execute(f"CREATE EXTENSION {extension}")
        names = ["Zebra", "ofen", "Öl", "Äpfel", "Apfel"]
        sorted_names = connection.execute("SELECT w FROM unnest(%s::text[]) w ORDER BY lower(unaccent(w)), w", [names]).fetchall()
    assert [name for (name,) in sorted_names] == ["Apfel", "Äpfel", "ofen", "Öl", "Zebra"]


@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_a_killed_server_starts_again_with_everything_that_was_accepted(data_dir, name):
    postgres, redis = embedded.Postgres(data_dir), embedded.Redis(data_dir)
    with embedded.lent(data_dir):
        with postgres.connect("portal") as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
        server = {"postgres": postgres, "redis": redis}[name]
        pid = server.pid()
        os.kill(pid, signal.SIGKILL)
        assert process.wait_until(lambda: server.pid() is None, 10)
        server.start()
        assert server.pid() not in {None, pid}
        with postgres.connect("portal") as connection:
            assert connection.execute("SELECT number FROM kept").fetchall() == [(1,)]
        server.stop()


def test_a_lock_file_whose_number_now_belongs_to_another_process_is_put_away(data_dir):
    with embedded.lent(data_dir):
        pass
    (data_dir / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{data_dir}/postgres\n1\n5432\n{data_dir}/run\n\n\n")
    (data_dir / "redis.pid").write_text(str(os.getpid()))
    with embedded.lent(data_dir):
        assert embedded.Postgres(data_dir).pid() not in {None, os.getpid()}
        assert embedded.Redis(data_dir).pid() not in {None, os.getpid()}


def test_a_half_made_database_is_made_anew(data_dir):
    (data_dir / "postgres").mkdir(parents=True)
    (data_dir / "postgres" / "base").mkdir()
    (data_dir / "postgres.new").mkdir()
    with embedded.lent(data_dir):
        assert embedded.Postgres(data_dir).running()


def test_data_of_another_postgresql_are_left_alone_with_a_sentence(data_dir):
    (data_dir / "postgres").mkdir(parents=True)
    (data_dir / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(embedded.Broken, match="made by PostgreSQL 15"):
        embedded.Postgres(data_dir).start()
    assert [path.name for path in (data_dir / "postgres").iterdir()] == ["PG_VERSION"]


def test_a_data_folder_with_a_long_path_and_spaces_works(data_dir):
    deep = data_dir / ("ein sehr langer Ordnername " * 4).strip() / "daten"
    with embedded.lent(deep):
        run = addresses.socket_dir(deep)
        assert run.parent == Path(tempfile.gettempdir())
        assert mode(run) == 0o700
        assert embedded.Postgres(deep).running()
        assert embedded.Redis(deep).running()
    shutil.rmtree(run)


def test_several_may_borrow_and_the_last_one_stops_the_servers(data_dir):
    command = [sys.executable, "-W", "error", "-c", BORROWER, str(data_dir)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as second,
    ):
        assert (first.stdout.readline(), second.stdout.readline()) == ("in\n", "in\n")
        first.communicate("\n", timeout=30)
        assert embedded.Postgres(data_dir).running()
        assert embedded.Redis(data_dir).running()
        second.communicate("\n", timeout=30)
    assert (first.returncode, second.returncode) == (0, 0)
    assert not embedded.Postgres(data_dir).running()
    assert not embedded.Redis(data_dir).running()


@pytest.mark.skipif(os.getuid() != 0, reason="only root has to become somebody else")
def test_root_runs_postgresql_in_a_user_namespace_and_owns_its_files(data_dir):
    with embedded.lent(data_dir):
        assert (data_dir / "postgres").stat().st_uid == 0
        assert Path(f"/proc/{embedded.Postgres(data_dir).pid()}/uid_map").read_text().split()[1:] == ["0", "1"]
