"""What a page weighs and how soon it is seen: in headless Chromium, with nothing in its cache, on this machine and on a slow one.

slow    a processor four times slower and a network of 1.6 Mbit/s with 150 ms there and back, as Lighthouse measures phones
weight  what comes over the wire, compressed where the server compresses
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from projects.bench.measure import Page

try:
    from playwright.sync_api import sync_playwright
except ImportError:  # it comes with what the tests need
    sync_playwright = None

PAGES = ("home", "ledger_all", "agreement_detail", "contribution_list", "meeting_minutes")
SLOWER = 4
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
KINDS = {"document": "html", "stylesheet": "css", "script": "js", "font": "fonts"}
PAINT = """() => new Promise(done => {
  let lcp = 0, cls = 0
  new PerformanceObserver(all => all.getEntries().forEach(each => { lcp = each.startTime }))
    .observe({type: "largest-contentful-paint", buffered: true})
  new PerformanceObserver(all => all.getEntries().forEach(each => { if (!each.hadRecentInput) cls += each.value }))
    .observe({type: "layout-shift", buffered: true})
  setTimeout(() => done([lcp, cls]), 300)
})"""


class NoBrowser(Exception):
    """There is nothing to measure with."""


@dataclass
class Seen:
    """A page as a browser saw it: bytes by kind, milliseconds until its largest part is painted, and by how much its parts moved."""

    label: str
    weight: Counter
    lcp: float
    slow_lcp: float
    cls: float


def look(pages: Iterable[Page], *, port: int, cookie: str, rounds: int) -> list[Seen]:
    """Each page as often as that, here and on a slow machine; the medians."""
    if sync_playwright is None:
        raise NoBrowser("Playwright is not installed: `make test` installs it.")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        raise NoBrowser("There is no Chromium: `make test` installs it, or says how.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        return [_seen(browser, page, f"http://127.0.0.1:{port}", cookie, rounds) for page in pages]


def _seen(browser, page: Page, address: str, cookie: str, rounds: int) -> Seen:
    fast = [_once(browser, address, page.path, cookie, slow=False) for _ in range(rounds)]
    slow = [_once(browser, address, page.path, cookie, slow=True) for _ in range(rounds)]
    cls = max(shift for _weight, _lcp, shift in fast + slow)
    return Seen(page.label, fast[0][0], median(lcp for _weight, lcp, _cls in fast), median(lcp for _weight, lcp, _cls in slow), cls)


def _once(browser, address: str, path: str, cookie: str, *, slow: bool) -> tuple[Counter, float, float]:
    name, _equals, value = cookie.partition("=")
    context = browser.new_context(locale="de-DE", viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": name, "value": value, "url": address}])
    tab = context.new_page()
    wire = context.new_cdp_session(tab)
    wire.send("Network.enable")
    kinds, weight = {}, Counter()
    wire.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: KINDS.get(event["type"].lower(), "other")}))
    wire.on("Network.loadingFinished", lambda event: weight.update({kinds.get(event["requestId"], "other"): event["encodedDataLength"]}))
    if slow:
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        wire.send("Network.emulateNetworkConditions", NETWORK)
    answer = tab.goto(address + path, wait_until="networkidle")
    if not answer.ok:
        raise RuntimeError(f"{path} answers {answer.status}")
    lcp, cls = tab.evaluate(PAINT)
    context.close()
    return weight, lcp, cls
