"""Bytes transferred by a first visit in a real browser, and chart or table code loaded without need."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.server import cookie_of, demo_hub, streamlit
from benchmarks.subjects import query_of
from benchmarks.table import Row, kilobytes
from innovation_hub.domain.permissions import Role
from innovation_hub.ui.pages import BY_NAME
from tests.e2e import browser as chromium

BOUND, FORMS_LIMIT = 0.4, 60_000
PAGES: dict[str, Role | None] = {"home": None, "proposals": Role.STUDENT, "proposal": Role.STUDENT}
FORMS = ("/account/sign-in", "/account/register", "/account/reset")
HEAVY = re.compile(r"/(?:plotly\.min|PlotlyChart|DataFrame|ArrowDataFrame|DeckGl|loadVegaEmbed-|embed)\.")
DRAWN = """() => {
  if (document.querySelector('#hub-light:not(.slow)')) return false;
  const app = document.querySelector('[data-testid="stApp"]');
  return app ? app.dataset.testScriptState === 'notRunning' : document.readyState === 'complete';
}"""
SETTLED = 1500  # milliseconds without requests after which the page counts as loaded


@dataclass
class Visit:
    """What a first visit downloaded."""

    bytes: int = 0
    addresses: list[str] = field(default_factory=list)

    @property
    def heavy(self) -> list[str]:
        """The addresses of chart and table code."""
        return [address for address in self.addresses if HEAVY.search(address)]


def measure() -> Iterator[Row]:
    """Rows for pages against stock Streamlit, and for the account forms against a fixed limit."""
    with ExitStack() as stack:
        elsewhere = Path(stack.enter_context(tempfile.TemporaryDirectory()))  # without the hub's settings
        hub = stack.enter_context(demo_hub())
        trusted = {"STREAMLIT_SERVER_TRUSTED_USER_HEADERS": '{"X-Hub-Session": "session"}'}
        stock = stack.enter_context(streamlit("stock", hub, folder=elsewhere, **trusted))
        cookies = {name: cookie_of(role) for name, role in PAGES.items()}
        running = stack.enter_context(sync_playwright()).chromium
        browser = running.launch(executable_path=chromium.find() or chromium.fetch(), args=chromium.ARGUMENTS)
        stack.callback(browser.close)
        for name, role in PAGES.items():
            path = f"/{BY_NAME[name].url_path}?{query_of(name, role)}".rstrip("?")
            ours = visit(browser, hub.url, [path], cookies[name])
            theirs = visit(browser, stock.url, [path], cookies[name])
            ratio = ours.bytes / theirs.bytes
            yield Row(f"{name}: first visit", kilobytes(ours.bytes), kilobytes(theirs.bytes), ratio, BOUND)
            yield Row(f"{name}: chart and table files", str(len(ours.heavy)), "0", len(ours.heavy), 0)
        forms = visit(browser, hub.url, FORMS, "").bytes
        limit = kilobytes(FORMS_LIMIT)
        yield Row("account forms, one after the other", kilobytes(forms), limit, forms / FORMS_LIMIT, 1)


def visit(browser: Browser, url: str, paths: Sequence[str], cookie: str) -> Visit:
    """A visit to the pages in order, with a new browser profile."""
    context = browser.new_context(locale="sw-TZ", viewport={"width": 390, "height": 844})
    try:
        if cookie:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": url}])
        page = context.new_page()
        seen = listen(context.new_cdp_session(page))
        for path in paths:
            page.goto(url + path)
            settle(page)
        return seen
    finally:
        context.close()


def settle(page: Page) -> None:
    """Wait until the page is drawn and sends no more requests."""
    page.wait_for_load_state("load")
    page.wait_for_function(DRAWN, timeout=60_000)
    page.wait_for_timeout(SETTLED)


def listen(browser: CDPSession) -> Visit:
    """Count the bytes received, headers included, as the browser reports them."""
    seen = Visit()

    def finished(event: dict) -> None:
        seen.bytes += int(event["encodedDataLength"])

    browser.send("Network.enable")
    browser.on("Network.requestWillBeSent", lambda event: seen.addresses.append(event["request"]["url"]))
    browser.on("Network.loadingFinished", finished)
    return seen
