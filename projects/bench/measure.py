"""Ask the running server for every page there is, as somebody signed in, and read from its headers what each cost."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from config.process import wait_until
from neighbourhoods.quarter.models import Quarter
from partnerships.attendance.models import Invite
from partnerships.feed.models import Feed
from partnerships.partnership.models import Partnership
from projects.bench import build, states
from projects.contribution.models import Contribution

APPS = ("partnerships", "neighbourhoods", "projects")
FOREIGN = ("account_", "mfa_", "usersessions_", "admin:")
MOST_QUERIES, MOST_QUERIES_OF_A_FRAGMENT, MOST_TIMES_BARE = 8, 4, 4.0
WARM_UP = 5  # so often the database plans a prepared query anew before it keeps a plan
WORDS = {"waiting": "them", "invitation": f"{states.TOKEN}{build.MANY}"}  # what stands in an address that names no row
BY_TOKEN = {"feed": Feed, "answer": Invite}  # pages of a secret address, and the rows that have it
# where a page's name does not begin with the name of the thing its address names
SUBJECTS = {"figure_create": Quarter, "receipt_create": Contribution, "proof_create": Contribution}
ASKING = {  # pages that are opened for a row named behind the question mark
    "booking_create": ("contribution", Contribution),
    "sheet_create": ("contribution", Contribution),
    "contribution_together": ("pick", Contribution),
    "deadline_create": ("partnership", Partnership),
}
FILES = {"annex_download", "agreement_signed", "export_download", "meeting_paper", "addendum_paper"}  # no pages
BUTTON = 405  # takes POST only
TRIES = 1  # rows tried of each state, of the newest and of the oldest; where there are no states, ten times as many


@dataclass
class Page:
    """One page as one person sees it."""

    name: str
    path: str
    fragment: bool = False
    state: str = ""  # of the row it is about
    by_state: dict[str, int] = field(default_factory=dict)  # queries of the page in each state, at most
    status: int = 200
    queries: int = 0
    times: list[float] = field(default_factory=list)
    bare_times: list[float] = field(default_factory=list)

    @property
    def label(self) -> str:
        return f"{self.name} (fragment)" if self.fragment else self.name

    @property
    def most_queries(self) -> int:
        return MOST_QUERIES_OF_A_FRAGMENT if self.fragment else MOST_QUERIES

    def with_few(self, few: "Page | None") -> int | None:
        """How many queries it costs the person with few rows, in the same state."""
        return few.by_state.get(self.state) if few else None

    def grows(self, few: "Page | None") -> bool:
        """Does it cost more queries than with few rows, in any state that both have?"""
        return bool(few) and any(number > few.by_state.get(state, number) for state, number in self.by_state.items())

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def ratio(self) -> float:
        return self.median / median(self.bare_times)

    @property
    def p95(self) -> float:
        return quantiles(self.times, n=20)[-1]


@contextmanager
def server(database_url: str) -> Iterator[int]:
    """The real web server on this database, for the length of a block; yields its port. It logs to DATA_DIR/bench.log."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": settings.REDIS_URL,
        "PORT": str(port),
        "WEB_THREADS": "1",  # one visitor at a time, so that no connection is new to a page
        "DEMO": "1",
        "BENCH": "1",
        "HTTPS": "0",
    }
    command = [sys.executable, "-m", "config.serve", "web"]
    with (
        (settings.DATA_DIR / "bench.log").open("w") as log,
        subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log) as running,
    ):
        try:
            if not wait_until(lambda: running.poll() is not None or _ready(port), 60) or running.returncode is not None:
                raise RuntimeError(f"The web server did not become ready, see {log.name}")
            yield port
        finally:
            running.terminate()


def _ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


class Visitor:
    """Somebody signed in, on one connection to the server."""

    def __init__(self, person, port: int):
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        name = settings.SESSION_COOKIE_NAME.removeprefix("__Host-")  # the server measured speaks HTTP, whatever this process does
        self.headers = {"Cookie": f"{name}={cookie}", "Accept-Language": "de"}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        if not self.shows(Page("home", reverse("home"))):
            raise RuntimeError("The measuring server does not know this session: only public pages would be measured.")

    def get(self, page: Page) -> tuple[int, int, float]:
        """Status, queries, milliseconds."""
        headers = self.headers | ({"HX-Request": "true"} if page.fragment else {})
        try:
            response = self._asked(page.path, headers)
        except http.client.RemoteDisconnected:  # the server closes what nobody used for some seconds; it opens anew by itself
            response = self._asked(page.path, headers)
        response.read()
        return response.status, int(response.headers["X-Queries"]), float(response.headers["Server-Timing"].partition("dur=")[2])

    def _asked(self, path: str, headers: dict) -> http.client.HTTPResponse:
        self.connection.request("GET", path, headers=headers)
        return self.connection.getresponse()

    def shows(self, page: Page) -> bool:
        """Whether there is something to measure; an error page is no way out."""
        page.status, page.queries, _time = self.get(page)
        return page.status == 200 or page.status >= 500

    def measure(self, page: Page, bare: Page, rounds: int) -> None:
        """In turns with the bare page, so that whatever else this machine does slows down both."""
        for number in range(WARM_UP + rounds):
            for each, times in ((bare, page.bare_times), (page, page.times)):
                each.status, each.queries, taken = self.get(each)
                if number >= WARM_UP:
                    times.append(taken)


def names() -> dict[str, list[str]]:
    """Every page of ours by its name, with the keys in its address; buttons are none."""

    def walk(resolver, namespace="") -> Iterator[tuple[str, list[str]]]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, f"{entry.namespace}:" if entry.namespace else namespace)
            elif isinstance(entry, URLPattern) and entry.name and not getattr(entry.callback, "post_only", False):
                yield namespace + entry.name, list(entry.pattern.converters)

    return {name: keys for name, keys in walk(get_resolver()) if not name.startswith(FOREIGN)}


def pages_of(person, visitor: Visitor, only: Collection[str] = ()) -> tuple[dict[str, Page], dict[str, str]]:
    """The pages that answer this person, by label; of all, or of those named. And of those that do not, by name, why."""
    found, unseen = {}, {}
    for name, keys in sorted(names().items()):
        if only and name not in only:
            continue
        page, why = _fullest(name, keys, person, visitor)
        if page is None:
            if why:
                unseen[name] = why
            continue
        found[page.label] = page
        if name.endswith("_list") or name in ("ledger", "ledger_all"):
            fragment = Page(name, page.path, fragment=True)
            if visitor.shows(fragment):
                fragment.by_state[""] = fragment.queries
                found[fragment.label] = fragment
    return found, unseen


def _fullest(name: str, keys: list[str], person, visitor: Visitor) -> tuple[Page | None, str]:
    """The page of the row that costs the most queries, or else why there is none; no reason where it is a button."""
    if name in FILES:
        return None, "a file, not a page"
    shown, answers = [], set()
    by_state: dict[str, int] = {}
    for page in _candidates(name, keys, person):
        if visitor.shows(page):
            shown.append(page)
            by_state[page.state] = max(page.queries, by_state.get(page.state, 0))
        elif page.status == BUTTON:
            return None, ""
        answers.add(page.status)
    if shown:
        fullest = max(shown, key=lambda page: page.queries)
        fullest.by_state = by_state
        return fullest, ""
    return None, f"answers {', '.join(map(str, sorted(answers)))}" if answers else "no row that this person sees"


def _candidates(name: str, keys: list[str], person) -> Iterator[Page]:
    if name in ASKING:
        word, model = ASKING[name]
        for row in _rows(model, person):
            yield Page(name, f"{reverse(name)}?{word}={row.pk}", state=row.state)
    elif not keys:
        yield Page(name, reverse(name))
    elif name in WORDS:
        yield Page(name, reverse(name, args=[WORDS[name]]))
    elif name in BY_TOKEN:
        for row in BY_TOKEN[name].objects.visible_to(person)[: 10 * TRIES]:
            yield Page(name, reverse(name, args=[row.token]))
    else:
        first = [1] * (len(keys) - 1)  # the number of an edition
        for row in _rows(SUBJECTS.get(name) or _subject(name), person):
            yield Page(name, reverse(name, args=[row.pk, *first]), state=getattr(row, "state", ""))


def _rows(model, person) -> Iterator:
    rows = model.objects.visible_to(person).order_by("pk")
    if not hasattr(model, "State"):
        yield from rows.reverse()[: 10 * TRIES]
        return
    for state in model.State.values:
        some = [*rows.filter(state=state)[:TRIES], *rows.filter(state=state).reverse()[:TRIES]]
        yield from {row.pk: row for row in some}.values()


def _subject(name: str):
    """By convention contribution_edit is about a contribution; what is about none is about a partnership."""
    models = {str(model._meta.model_name): model for label in APPS for model in apps.get_app_config(label).get_models()}
    fitting = [key for key in models if name.startswith(f"{key}_")]
    return models[max(fitting, key=len)] if fitting else Partnership
