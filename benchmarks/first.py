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
"""The same for a page of somebody who has signed in."""
FORM_EMPTY, FORM_WARM = 4.0, 1.5
"""Seconds after which one can write in the form of a proposal."""
PAGE_SIZE, FORM_SIZE = 40, 80
"""Kilobytes that may be loaded before that, with an empty cache."""
SIGNED_IN = {
    "proposals": Role.STUDENT,
    "reviews": Role.JUDGE,
    "review": Role.JUDGE,
    "screening": Role.ORGANISER,
    "budgets": Role.OFFICER,
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
WRITABLE = """() => {
  const field = document.querySelector('[data-hub-sheet]')?.shadowRoot?.querySelector('[data-field=title] input');
  return field && field.getClientRects().length && performance.now();
}"""


def measure() -> Iterator[Row]:
    """Rows for public pages, the form and signed-in pages against the aims, and for stock Streamlit without a bound."""
    with ExitStack() as stack:
        elsewhere = Path(stack.enter_context(tempfile.TemporaryDirectory()))  # without the hub's settings
        hub = stack.enter_context(demo_hub())
        stock = stack.enter_context(streamlit("stock", hub, folder=elsewhere))
        running = stack.enter_context(sync_playwright()).chromium
        browser = running.launch(executable_path=chromium.find() or chromium.fetch(), args=chromium.ARGUMENTS)
        stack.callback(browser.close)
        theirs = times(browser, stock.url)
        for name, path in PAGES.items():
            yield from rows(browser, name, address(hub.url + path), "", (EMPTY, WARM), size=PAGE_SIZE)
        form = f"{hub.url}/proposal?{query_of('proposal', Role.STUDENT)}&step=idea"
        yield from rows(
            browser,
            "form",
            form,
            cookie_of(Role.STUDENT),
            (FORM_EMPTY, FORM_WARM),
            size=FORM_SIZE,
            ready=WRITABLE,
        )
        for name, role in SIGNED_IN.items():
            path = f"/{BY_NAME[name].url_path}?{query_of(name, role)}".rstrip("?")
            aims = SIGNED_IN_EMPTY, SIGNED_IN_WARM
            yield from rows(browser, f"{name}, signed in", hub.url + path, cookie_of(role), aims)
        for cache, (seconds, _), aim in zip(("empty", "warm"), theirs, (EMPTY, WARM), strict=True):
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


def rows(
    browser: Browser,
    name: str,
    url: str,
    cookie: str,
    aims: tuple[float, float],
    *,
    size: int | None = None,
    ready: str = READABLE,
) -> Iterator[Row]:
    """Rows of a page against the aims for an empty and a warm cache, and its kilobytes against ``size`` if given."""
    times(
        browser, url, cookie, ready
    )  # the server has drawn it before, as it has for everybody but the first
    what = "can be written in" if ready is WRITABLE else "readable"
    visits = times(browser, url, cookie, ready)
    for cache, (seconds, _), aim in zip(("empty", "warm"), visits, aims, strict=True):
        yield Row(f"{name}: {what}, {cache} cache", f"{seconds:.2f} s", f"{aim} s", seconds / aim, 1)
    if size:
        loaded = visits[0][1]
        yield Row(
            f"{name}: loaded before that, empty cache", f"{loaded:.0f} kB", f"{size} kB", loaded / size, 1
        )


Visit = tuple[float, float]
"""Seconds, and kilobytes that were loaded in them."""


def times(browser: Browser, url: str, cookie: str = "", ready: str = READABLE) -> tuple[Visit, Visit]:
    """A visit in a new browser profile, and another when the page is opened there again."""
    context = browser.new_context(locale="sw-TZ", viewport={"width": 390, "height": 844})
    try:
        if cookie:
            key, _, value = cookie.partition("=")
            context.add_cookies([{"name": key, "value": value, "url": url}])
        return visit(context, url, ready), visit(context, url, ready)
    finally:
        context.close()


def visit(context: BrowserContext, url: str, ready: str) -> Visit:
    """Open a page in a new tab on the slow line until the script ``ready`` returns the milliseconds since then."""
    page = context.new_page()
    line = context.new_cdp_session(page)
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    line.send("Network.enable")
    rate = KILOBITS * 1000 / 8
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": rate, "uploadThroughput": rate},
    )
    page.goto(url, wait_until="commit", timeout=90_000)
    found = page.wait_for_function(ready, timeout=90_000).json_value()
    loaded = sum(sizes) / 1000
    page.wait_for_timeout(1_000)  # what follows is cached for the next visit
    page.close()
    return float(found) / 1000, loaded
