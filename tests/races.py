"""Two people at the same moment: in real processes of their own, with their own connections, let go together.

@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_sign_and_sign(cast, race):
    results = race(partial(sign, agreement.pk, cast.social.signatory.pk), partial(sign, agreement.pk, cast.housing.signatory.pk))

A work is a function of a module of the tests (or a partial of one), given ids, not rows: the process reads anew, like a request. The
result is what it returned, or Told(sentence) where the action refused. The processes stay for the whole run: starting them is what costs.
"""

import base64
import os
import pickle
import subprocess
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
WAIT = 120  # seconds; a process that waits longer waits for the other one in a circle


@dataclass(frozen=True)
class Told:
    """The action refused, with this sentence."""

    sentence: str


@dataclass(frozen=True)
class _Broke:
    """Something else was raised."""

    traceback: str


class Process:
    """Another process on the same test database, which does one work after the other."""

    def __init__(self, database: str):
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from tests import races; races.serve()", database],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def prepare(self, work) -> None:
        """Hand over the work; returns when the process is connected and only waits for the sign."""
        self._send(base64.b64encode(pickle.dumps(work)))
        self._receive()

    def go(self) -> None:
        self._send(b"go")

    def result(self) -> Any:
        return pickle.loads(base64.b64decode(self._receive()))

    def stop(self) -> None:
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def _send(self, line: bytes) -> None:
        self._process.stdin.write(line + b"\n")
        self._process.stdin.flush()

    def _receive(self) -> bytes:
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("A process of a race has died; what it said stands above.")
        return line


class Race:
    """Called with works; each runs in a process of its own."""

    def __init__(self, database: str):
        self._database, self._processes = database, []

    def __call__(self, *works) -> list:
        while len(self._processes) < len(works):
            self._processes.append(Process(self._database))
        runners = self._processes[: len(works)]
        for process, work in zip(runners, works, strict=True):
            process.prepare(work)
        for process in runners:
            process.go()
        results = [process.result() for process in runners]
        broken = [result.traceback for result in results if isinstance(result, _Broke)]
        if broken:
            raise AssertionError("\n".join(broken))
        return results

    def stop(self) -> None:
        for process in self._processes:
            process.stop()


@pytest.fixture(scope="session")
def race(django_db_setup):
    from django.db import connection  # noqa: PLC0415 - this module also runs by itself, before Django is set up

    found = Race(connection.settings_dict["NAME"])
    yield found
    found.stop()


def serve() -> None:
    """The life of such a process: read a work, say that one is ready, wait for the sign, do it, answer."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    connection.settings_dict["NAME"] = sys.argv[1]
    setup_test_environment()
    translation.activate("de")
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    for line in sys.stdin.buffer:
        work = pickle.loads(base64.b64decode(line))
        ContentType.objects.clear_cache()  # between tests all tables are emptied
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = '{WAIT}s'")
        _say(out, b"ready")
        sys.stdin.buffer.readline()
        answer = _do(work)
        connection.close()
        _say(out, base64.b64encode(pickle.dumps(answer)))


def _do(work) -> Any:
    from partnerships.base.verdict import Refused  # noqa: PLC0415

    try:
        return work()
    except Refused as refused:
        return Told(str(refused.reason))
    except Exception:
        return _Broke(traceback.format_exc())


def _say(out, line: bytes) -> None:
    out.write(line + b"\n")
    out.flush()
