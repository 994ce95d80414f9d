"""The time until a page can be read on a slow phone's line, with an empty and with a warm cache."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.server import cookie_of, demo_hub, streamlit
from benchmarks.subjects import query_of
from benchmarks.table import Row
from innovation_hub.domain.permissions import Role
from innovation_hub.ui.pages import BY_NAME
from tests.e2e import browser as chromium

KILOBITS, LATENCY = 400, 400
"""The line: kilobits in a second, and milliseconds for a request and its answer."""
EMPTY, WARM = 2.0, 1.2
"""Seconds after which a public page must be readable."""
SIGNED_IN_EMPTY, SIGNED_IN_WARM = 9.0, 2.5
"""The same for a page that Streamlit draws for somebody who has signed in."""
SIGNED_IN = {
    "proposals": Role.STUDENT,
    "proposal": Role.STUDENT,
    "reviews": Role.JUDGE,
    "screening": Role.ORGANISER,
}
PAGES = {
    "home": "/",
    "calls": "/calls",
    "a call": "/calls?call=1",
    "results": "/results",
    "resolutions": "/resolutions",
    "a resolution": "/resolutions/4",
}
READABLE = """() => {
  const title = document.querySelector('h1');
  return title && title.getClientRects().length && getComputedStyle(title).visibility === 'visible'
    && performance.now();
}"""


def measure() -> Iterator[Row]:
    """Rows for public and signed-in pages against the aims, and for a page of stock Streamlit without a bound."""
    with ExitStack() as stack:
        elsewhere = Path(stack.enter_context(tempfile.TemporaryDirectory()))  # without the hub's settings
        hub = stack.enter_context(demo_hub())
        stock = stack.enter_context(streamlit("stock", hub, folder=elsewhere))
        running = stack.enter_context(sync_playwright()).chromium
        browser = running.launch(executable_path=chromium.find() or chromium.fetch(), args=chromium.ARGUMENTS)
        stack.callback(browser.close)
        theirs = times(browser, stock.url)
        for name, path in PAGES.items():
            yield from rows(browser, name, address(hub.url + path), "", (EMPTY, WARM))
        for name, role in SIGNED_IN.items():
            path = f"/{BY_NAME[name].url_path}?{query_of(name, role)}".rstrip("?")
            aims = SIGNED_IN_EMPTY, SIGNED_IN_WARM
            yield from rows(browser, f"{name}, signed in", hub.url + path, cookie_of(role), aims)
        for cache, seconds, aim in zip(("empty", "warm"), theirs, (EMPTY, WARM), strict=True):
            yield Row(
                f"stock Streamlit: readable, {cache} cache",
                f"{seconds:.2f} s",
                f"{aim} s",
                seconds / aim,
                None,
            )


def address(url: str) -> str:
    """The public address to which a URL is redirected."""
    with urlopen(url) as answer:
        return str(answer.url)


def rows(browser: Browser, name: str, url: str, cookie: str, aims: tuple[float, float]) -> Iterator[Row]:
    """Rows of a page against the aims for an empty and a warm cache."""
    times(browser, url, cookie)  # the server has drawn it before, as it has for everybody but the first
    for cache, ours, aim in zip(("empty", "warm"), times(browser, url, cookie), aims, strict=True):
        yield Row(f"{name}: readable, {cache} cache", f"{ours:.2f} s", f"{aim} s", ours / aim, 1)


def times(browser: Browser, url: str, cookie: str = "") -> tuple[float, float]:
    """Seconds until the page can be read, in a new browser profile and when it is opened there again."""
    context = browser.new_context(locale="sw-TZ", viewport={"width": 390, "height": 844})
    try:
        if cookie:
            key, _, value = cookie.partition("=")
            context.add_cookies([{"name": key, "value": value, "url": url}])
        return readable(context, url), readable(context, url)
    finally:
        context.close()


def readable(context: BrowserContext, url: str) -> float:
    """Seconds from the request for a page until its title is drawn, in a new tab on the slow line."""
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    rate = KILOBITS * 1000 / 8
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": rate, "uploadThroughput": rate},
    )
    page.goto(url, wait_until="commit", timeout=90_000)
    found = page.wait_for_function(READABLE, timeout=90_000).json_value()
    page.wait_for_timeout(1_000)  # what follows is cached for the next visit
    page.close()
    return float(found) / 1000
