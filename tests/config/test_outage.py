"""The real web server while the database or Redis is away: a plain page that says so, pages that go on, and healing by itself."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import pytest

from config import addresses, embedded, process
from tests.config.conftest import ROOT, free_port

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("run"), pytest.mark.timeout(300)]


class Visitor:
    """A person with a browser: cookies, forms, and answers as they come."""

    def __init__(self, address: str, language: str = "de"):
        self.address, self.language, self.jar = address, language, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, path: str, data: dict | None = None, **headers: str):
        """Status, headers and body."""
        body = urlencode(data).encode() if data is not None else None
        request = urllib.request.Request(self.address + path, body, {"Accept-Language": self.language, **headers})
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()

    def send(self, page: str, path: str, **data: str):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask(page)[2]).group(1)
        return self.ask(path, {"csrfmiddlewaretoken": token, **data})

    def sign_in(self) -> "Visitor":
        status, _, body = self.send("/account/login/", "/account/login/", login="mara@klangraum.example.org", password="auf-augenhoehe")
        assert (status, "Mara Tiedemann" in body) == (200, True)
        return self


class Installation:
    """A database, a Redis and one web server, as separate programs."""

    def __init__(self, data_dir):
        self.data_dir, self.port = data_dir, free_port()
        self.database, self.redis = embedded.Postgres(data_dir), embedded.Redis(data_dir)
        self.database.start()
        self.redis.start()
        database_url, redis_url = addresses.urls(data_dir)
        self.log = data_dir / "web.log"
        environment = {
            **os.environ, "DATA_DIR": str(data_dir), "PORT": str(self.port), "DATABASE_URL": database_url, "REDIS_URL": redis_url,
            "DEMO": "1", "SECRET_KEY": "of-this-test-only-" + "x" * 40,
        }  # fmt: skip
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "config.serve", "web"]
            self.web = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        assert process.wait_until(self.ready, 60), self.log.read_text()

    def ready(self) -> bool:
        try:
            return self.visitor().ask("/readyz")[0] == 200
        except urllib.error.URLError:
            return False

    def visitor(self, language: str = "de") -> Visitor:
        return Visitor(f"http://127.0.0.1:{self.port}", language)

    def end(self) -> None:
        process.end_group(self.web.pid, seconds=5)
        self.web.wait()
        self.redis.stop()
        self.database.stop()


@pytest.fixture
def portal(used):
    installation = Installation(used)
    yield installation
    installation.end()


def end_database(portal: Installation, number: int) -> None:
    os.kill(portal.database.pid(), number)
    portal.database.process.wait(20)


def test_without_the_database__a_plain_page_asks_for_a_moment_and_then_it_goes_on(portal):
    mara = portal.visitor().sign_in()
    for number in (signal.SIGINT, signal.SIGKILL):
        end_database(portal, number)
        assert mara.ask("/")[0] == 503, number
        portal.database.start()
        status, _, body = mara.ask("/")
        assert (status, "Mara Tiedemann" in body) == (200, True), number
    end_database(portal, signal.SIGINT)

    for path in ("/", "/partnerships/", "/account/login/"):
        status, headers, body = mara.ask(path)
        assert (status, headers["Retry-After"], headers["Content-Language"]) == (503, "30", "de"), path
        assert "<h1>Das Portal braucht einen Moment</h1>" in body
        assert "default-src 'none'" in headers["Content-Security-Policy"]

    assert mara.ask("/profile/", {"name": "Mara"})[0] == 503, "what is sent is answered as well"
    status, headers, body = mara.ask("/partnerships/?page=2", **{"HX-Request": "true"})
    assert (status, headers["Retry-After"]) == (503, "30")
    assert body.strip().startswith('<div class="alert alert-danger" role="alert">')
    assert "Das Portal erreicht im Moment seine Datenbank nicht." in body

    mara.language = "en"
    status, headers, body = mara.ask("/")
    assert (status, headers["Content-Language"]) == (503, "en")
    assert "<h1>The portal needs a moment</h1>" in body

    stranger = portal.visitor()
    assert stranger.ask("/example/")[0] == 200, "what needs no database is there"
    assert stranger.ask("/livez")[0] == 200
    assert stranger.ask("/readyz")[0] == 503
    assert "OperationalError" in portal.log.read_text()


def test_without_redis__everything_works_and_nobody_waits(portal):
    mara = portal.visitor().sign_in()
    portal.redis.stop()
    started = time.monotonic()
    for path in ("/", "/partnerships/", "/contributions/", "/meetings/", "/reports/", "/tasks/", "/profile/"):
        assert mara.ask(path)[0] == 200, path
    assert time.monotonic() - started < 10
    status, _, body = mara.send("/profile/", "/profile/", name="Mara T. Tiedemann", language="")
    assert (status, "Mara T. Tiedemann" in body) == (200, True)
    portal.visitor().ask("/account/login/")
    again = portal.visitor()
    again.send("/account/login/", "/account/login/", login="mara@klangraum.example.org", password="auf-augenhoehe")
    assert "Mara T. Tiedemann" in again.ask("/")[2]
    assert portal.visitor().ask("/readyz")[::2] == (200, '{"database": "ok", "broker": "degraded"}')
    portal.redis.start()
    assert portal.visitor().ask("/readyz")[2] == '{"database": "ok", "broker": "ok"}'
