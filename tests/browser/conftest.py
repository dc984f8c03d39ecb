"""A real Chromium for the tests: signed-in pages, a guard on the console, axe, and no sideways scrolling.

def test_x(open_page, cast):
    page = open_page(cast.social.coordinator, theme="dark", width=390)   # a browser context of its own
    page.goto("/partnerships/")
    check(page)                                                          # axe and sideways scrolling
"""

import os
import shutil
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.signals import request_finished, request_started
from django.db import connections
from playwright.sync_api import BrowserContext, Page, expect

from partnerships.base import clock

# Playwright's own loop runs in this thread; the database is used from it as ever
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PATIENCE = 30_000  # ms a page may take where other tests compute beside it; what comes at once is not waited for
expect.set_options(timeout=PATIENCE)
# the first is the same browser without what only a window needs: it takes half the time
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
AXE = (Path(__file__).parent / "vendored" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# a form sent wrongly answers 422, a refusal 409, a foreign thing 404: Chromium writes these into its console
EXPECTED = "Failed to load resource: the server responded with a status of 4"


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not chromium:
        pytest.fail("These tests need Chromium: apt-get install chromium-headless-shell")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    flags += ["--js-flags=--no-turbofan --no-maglev"]  # no page lives long enough for its scripts to be worth translating thrice
    return {**browser_type_launch_args, "executable_path": chromium, "args": flags}


@pytest.fixture(scope="session", autouse=True)
def _connections_end_with_the_loop(django_db_setup, playwright):
    """While Playwright's loop runs, this thread has database connections of its own (asgiref): nobody would close them afterwards."""
    yield
    connections.close_all()


def session_of(person) -> dict:
    """The cookie of a fresh session of this person."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}


def watch(page: Page, host: str, complaints: list[str], forgive: tuple[str, ...] = ()) -> None:
    """Note what must never happen: console errors (a CSP violation is one), broken scripts, other hosts, server errors."""

    def on_console(message):
        expected = message.text.startswith(EXPECTED) or any(f"status of {status}" in message.text for status in forgive)
        if message.type in {"error", "warning"} and not expected:
            complaints.append(f"console: {message.text}")

    def on_request(request):
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != host:
            complaints.append(f"request to another host: {request.url}")

    def on_response(response):
        if response.status >= 500 and str(response.status) not in forgive:
            complaints.append(f"{response.status}: {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", on_request)
    page.on("response", on_response)


@pytest.fixture
def open_page(transactional_db, live_server, browser):
    """open_page(person=None, width=1440, theme="light", language="de", colors="none", scripts=True) -> Page in a context of its own.

    Paths are relative to the live server. The test fails at its end when any page complained (see watch); `forgive` names the
    server errors that it brings about itself.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(person=None, *, width=1440, theme="light", language="de", colors="none", scripts=True, forgive=()) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            forced_colors=colors,
            locale={"de": "de-DE", "en": "en-GB"}[language],
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if person:
            context.add_cookies([{**session_of(person), "url": live_server.url}])
        page = context.new_page()
        watch(page, urlsplit(live_server.url).netloc, complaints, forgive)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def travel_to(live_server):
    """travel_to(moment): from now on it is that moment, for the test and for every request the portal answers."""
    here, there, moments = ExitStack(), threading.local(), []

    def begin(**_signal):
        there.stack = ExitStack()
        if moments:
            there.stack.enter_context(clock.travel(moments[-1]))

    def finish(**_signal):
        if stack := getattr(there, "stack", None):
            stack.close()

    def travelled(moment: datetime) -> None:
        moments.append(moment)
        here.enter_context(clock.travel(moment))

    request_started.connect(begin)
    request_finished.connect(finish)
    with here:
        yield travelled
    request_started.disconnect(begin)
    request_finished.disconnect(finish)


def axe(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds on the page as it is now, by these rules or by all: one line per violation, with the element."""
    if not page.evaluate("'axe' in window"):
        page.context.add_init_script(AXE)  # what is opened from now on brings it along
        page.evaluate(AXE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    # what is reported of a violation, and nothing beside it: it is found by its own words
    options = {"runOnly": only, "resultTypes": ["violations"], "preload": False, "selectors": False, "iframes": False}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [f"{rule['id']}: {node['html'][:200]} ({node['failureSummary']})" for rule in found["violations"] for node in rule["nodes"]]


def settled(page: Page) -> None:
    """Wait for what the page fetches after it is shown."""
    page.evaluate(
        """async patience => {
            const end = performance.now() + patience;
            while (document.querySelector("[aria-busy=true]:not(.btn)")) {
                if (performance.now() > end) throw new Error("still busy: " + location);
                await new Promise(requestAnimationFrame);
            }
        }""",
        PATIENCE,
    )


def sideways(page: Page) -> int:
    """How many pixels the page can be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture
def check() -> Callable[[Page], None]:
    """check(page): axe finds nothing, nothing sticks out at the side, once everything the page fetches is there."""

    def checked(page: Page) -> None:
        settled(page)
        assert axe(page) == [], page.url
        assert sideways(page) == 0

    return checked
