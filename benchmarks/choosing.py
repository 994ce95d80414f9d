"""The server's CPU for choosing other years on a chart in a real browser, over a rerun of an empty page."""

from collections.abc import Callable
from itertools import cycle

from playwright.sync_api import Page, sync_playwright

from benchmarks.pages import FRAGMENT_BOUND, Subject, row
from benchmarks.protocol import Tab
from benchmarks.server import streamlit
from benchmarks.table import Row
from tests.e2e import browser as chromium
from tests.e2e.server import Server

DRAWN = "([chart, years]) => chart.querySelectorAll('.xtick').length === years"


def measure(server: Server) -> Row:
    """The row for a hub whose records cover enough years to offer a choice."""
    with streamlit("empty", server) as empty, Tab(empty.url) as nothing, sync_playwright() as playwright:
        path = chromium.find() or chromium.fetch()
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        try:
            page = browser.new_page(locale="sw-TZ", viewport={"width": 390, "height": 844})
            page.goto(f"{server.url}/resolution-4")
            choice, rerun = Subject(server.pid, _choosing(page)), Subject(empty.pid, nothing.rerun)
            return row("page resolution_4, a chart's years", choice, rerun, FRAGMENT_BOUND)
        finally:
            browser.close()


def _choosing(page: Page) -> Callable[[], None]:
    """A function that chooses three or five years in turn, and waits until they are drawn."""
    chart = page.locator(".hub-chart:has([name='chart.4.1'])")
    turns = cycle(enumerate((3, 5)))

    def choose() -> None:
        number, years = next(turns)
        chart.get_by_role("radio").nth(number).click()
        page.wait_for_function(DRAWN, arg=[chart.element_handle(), years])

    return choose
