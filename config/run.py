"""`make run`: start everything, watch over it, stop everything.

Starts the embedded PostgreSQL and Valkey (unless DATABASE_URL and REDIS_URL name others), prepares the database, then runs the web
server, one Celery worker and Celery beat (config/serve.py). What dies is started again; what keeps dying ends the run with one sentence.
Every process it starts carries the name of its data folder in its environment, so that the next start finds and ends what a killed
supervisor left behind, and needs no file of process numbers for it.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from config import addresses, embedded, process, serve

ROOT = Path(__file__).resolve().parent.parent
MARK = "AUGENHOEHE_RUN"
PATIENCE = 10  # seconds that a process gets to finish its work when everything stops
MOST_RESTARTS = 5


class CannotRunError(Exception):
    """Why the portal cannot start or go on, as a sentence for the person at the terminal."""


class Child:
    """One long-running program and how often it has died lately."""

    def __init__(self, name: str, environment: dict[str, str], log: Path):
        self.name, self.environment, self.log = name, environment, log
        self.process: subprocess.Popen | None = None
        self.deaths, self.started, self.not_before = 0, 0.0, 0.0

    def start(self) -> None:
        if self.log.exists() and self.log.stat().st_size > 5_000_000:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.serve", self.name], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env=self.environment, cwd=ROOT, start_new_session=True,
            )  # fmt: skip
        self.started = time.monotonic()

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        return lines[-1] if lines else "it said nothing"

    def look_after(self) -> None:
        """Start it (again), later and later each time; give up when it keeps dying."""
        if self.process is not None:
            if self.process.poll() is None:
                return
            process.end_group(self.process.pid, seconds=1)
            if time.monotonic() - self.started > 60:
                self.deaths = 0
            self.deaths += 1
            if self.deaths > MOST_RESTARTS:
                raise CannotRunError(f"The {self.name} process keeps stopping: {self.last_words()} (more in {self.log})")
            print(f"The {self.name} process stopped (code {self.process.returncode}); starting it again.", flush=True)
            self.not_before = time.monotonic() + 0.25 * 2**self.deaths
            self.process = None
        if time.monotonic() >= self.not_before:
            self.start()


class Supervisor:
    """One run of the portal on one data folder."""

    def __init__(self, environment: dict[str, str]):
        self.port = self._port(environment.get("PORT") or "8000")
        self.host = environment.get("HOST") or "127.0.0.1"
        self.data_dir = Path(environment.get("DATA_DIR") or ROOT / ".data").expanduser().resolve()
        self.address = f"http://localhost:{self.port}"
        database_url, redis_url = addresses.urls(self.data_dir)
        self.servers: list[embedded.Server] = []
        if not environment.get("DATABASE_URL"):
            self.servers.append(embedded.Postgres(self.data_dir))
        if not environment.get("REDIS_URL"):
            self.servers.append(embedded.Redis(self.data_dir))
        self.environment = {
            "DEMO": "1",
            "BASE_URL": self.address,
            **environment,
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "HOST": self.host,
            "DATABASE_URL": environment.get("DATABASE_URL") or database_url,
            "REDIS_URL": environment.get("REDIS_URL") or redis_url,
            "PYTHONUNBUFFERED": "1",
            MARK: str(self.data_dir),
        }
        self.children: list[Child] = []
        self.stopping = threading.Event()
        self.make = os.getppid() if environment.get("MAKELEVEL") else None

    @staticmethod
    def _port(text: str) -> int:
        if text.isdecimal() and 0 < int(text) < 65536:
            return int(text)
        raise CannotRunError(f"PORT={text} is not a port number; choose one between 1 and 65535.")

    def prepare_folder(self) -> None:
        try:
            embedded.private_folder(self.data_dir)
            (self.data_dir / "writable").touch()
            (self.data_dir / "writable").unlink()
            key = self.data_dir / "secret-key"
            key.touch(mode=0o600)
            if not key.read_text():
                key.write_text(secrets.token_urlsafe(60))
            self.environment.setdefault("SECRET_KEY", key.read_text())
        except OSError as error:
            raise CannotRunError(
                f"The data folder {self.data_dir} cannot be written ({error.strerror}); choose another: make run DATA_DIR=…"
            ) from error

    def check_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except PermissionError as error:
                raise CannotRunError(f"Port {self.port} may not be used by you; choose one above 1023: make run PORT=8000") from error
            except OSError as error:
                raise CannotRunError(
                    f"Port {self.port} is in use by another program; choose another: make run PORT={self.port + 1}"
                ) from error

    def clear_leftovers(self) -> None:
        """End what a killed supervisor of this folder has left running; the two servers are kept and used on."""
        left = marked(self.data_dir)
        for pid in left:
            os.kill(pid, signal.SIGTERM)
        if not process.wait_until(lambda: not any(process.is_alive(pid) for pid in left), PATIENCE):
            for pid in marked(self.data_dir):
                os.kill(pid, signal.SIGKILL)
            process.wait_until(lambda: not marked(self.data_dir), PATIENCE)

    def start(self) -> dict:
        """Everything up to the moment at which a person can sign in; returns who."""
        self.clear_leftovers()
        self.check_port()
        for server in self.servers:
            server.start()
        facts = self._prepare()
        web, *others = [Child(name, self.environment, self.data_dir / f"{name}.log") for name in serve.PROGRAMS]
        self.children = [web]  # alone at first: nobody waits for the others
        while not self.stopping.is_set() and not self._answers():
            self.watch()
            self.stopping.wait(0.05)
        self.children += others
        return facts

    def _prepare(self) -> dict:
        preparing = subprocess.Popen(
            [sys.executable, "-m", "config.prepare"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
            env=self.environment, cwd=ROOT, start_new_session=True,
        )  # fmt: skip
        output, errors = self._outcome(preparing)
        if self.stopping.is_set():
            return {}
        if preparing.returncode:
            (self.data_dir / "prepare.log").write_text(errors)
            last = errors.strip().splitlines()[-1:]
            raise CannotRunError(f"The database could not be prepared: {' '.join(last)} (more in {self.data_dir / 'prepare.log'})")
        return json.loads(output.strip().splitlines()[-1])

    def _outcome(self, preparing: subprocess.Popen) -> tuple[str, str]:
        """What it said; a Ctrl-C meanwhile ends it."""
        while True:
            try:
                return preparing.communicate(timeout=0.1)
            except subprocess.TimeoutExpired:
                if self.stopping.is_set():
                    preparing.terminate()

    def _answers(self) -> bool:
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104  (compared, not bound)
        try:
            with urllib.request.urlopen(f"http://{host}:{self.port}/readyz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def watch(self) -> None:
        if self.make is not None and os.getppid() != self.make:
            self.stopping.set()  # make was killed without a chance to tell us
        for server in self.servers:
            if server.pid() is None:
                print(f"The {server.name} server stopped; starting it again.", flush=True)
                server.start()
        for child in self.children:
            child.look_after()

    def stop(self) -> None:
        """First the programs, all at once, then the servers that they use."""
        threads = [
            threading.Thread(target=process.end_group, args=(child.process.pid,), kwargs={"seconds": PATIENCE})
            for child in self.children
            if child.process is not None
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for child in self.children:
            if child.process is not None:
                child.process.wait()
        self.clear_leftovers()
        for server in reversed(self.servers):
            server.stop()

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        self.prepare_folder()
        with process.lock(self.data_dir / "run.lock", wait=False) as ours:
            if not ours:
                running = (self.data_dir / "run.lock").read_text().strip()
                raise CannotRunError(
                    f"The portal already runs on {self.data_dir}{f' ({running})' if running else ''}; stop that one first."
                )
            (self.data_dir / "run.lock").write_text(f"{self.address}, process {os.getpid()}")
            try:
                with process.lock(self.data_dir / "users.lock", shared=True):
                    facts = self.start()
                    if not self.stopping.is_set():
                        print(greeting(self.address, self.data_dir, facts), flush=True)
                    while not self.stopping.wait(0.5):
                        self.watch()
                    print("\nStopping …", flush=True)
            finally:
                self.stop()
                (self.data_dir / "run.lock").write_text("")


def marked(data_dir: Path) -> list[int]:
    """The processes that carry this data folder's mark in their environment."""
    mark = f"{MARK}={data_dir}"
    if not Path("/proc/self/environ").exists():
        listing = subprocess.run(["ps", "-axEww", "-o", "pid=,command="], capture_output=True, text=True, check=False).stdout
        return [int(line.split()[0]) for line in listing.splitlines() if f" {mark} " in f"{line} "]
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue  # gone meanwhile, or another user's
    return found


def greeting(address: str, data_dir: Path, facts: dict) -> str:
    lines = ["", f"The portal runs at {address}  (stop it with Ctrl-C; its data and logs are in {data_dir})"]
    if facts["logins"]:
        lines += [
            f"Demo logins, all with the password {facts['password']}:",
            *(f"  {email:32} {name:24} {seat}".rstrip() for email, name, seat in facts["logins"]),
        ]
    return "\n".join(lines)


def main() -> None:
    try:
        Supervisor(dict(os.environ)).run()
    except (CannotRunError, embedded.Broken) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
