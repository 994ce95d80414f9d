"""CPU of the server for one rerun of each page, over that of an empty page on the same server and settings."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import psutil

from benchmarks.protocol import PageFailed, Tab, Widget
from benchmarks.server import cookie_of, demo_hub, streamlit
from benchmarks.subjects import query_of
from benchmarks.table import Row, milliseconds
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.ui.pages import PAGES, PageInfo
from tests.e2e.screenshots import first_reader

PAGE_BOUND, FRAGMENT_BOUND = 4.0, 1.3
WARM_UP, RUNS, ROUNDS = (
    5,
    40,
    3,
)  # the clock of a process ticks in hundredths of a second: measure many runs at once
REFUSALS = {
    translator(lang)(f"errors.{key}")  # keys: errors.*
    for lang in LANGUAGES
    for key in ("unexpected", "forbidden_page", "sign_in_required", "not_found")
}


@dataclass(frozen=True)
class Costs:
    """CPU of one run in seconds, the median of several rounds."""

    page: float
    fragment: float | None = None


def measure() -> Iterator[Row]:
    """Rows for all pages, and for a fragment interaction on each page that has one."""
    with ExitStack() as stack:
        hub = stack.enter_context(demo_hub())
        empty = stack.enter_context(streamlit("empty", hub))
        with Tab(empty.url) as tab:
            base = cpu_of(empty.pid, tab.rerun)
        for info in PAGES:
            costs = costs_of(info, hub.url, hub.pid)
            yield row(f"page {info.name}: CPU of a rerun", costs.page, base, PAGE_BOUND)
            if costs.fragment is not None:
                yield row(f"page {info.name}: CPU of a fragment", costs.fragment, base, FRAGMENT_BOUND)
        with Tab(empty.url) as tab:
            again = cpu_of(empty.pid, tab.rerun)
        yield row("empty page at the end: CPU of a rerun", again, base, 1.5)


def row(name: str, cost: float, base: float, bound: float) -> Row:
    """A cost over that of the empty page."""
    return Row(name, milliseconds(cost), milliseconds(base), cost / base, bound)


def costs_of(info: PageInfo, url: str, pid: int) -> Costs:
    """What a page costs whoever may see it first."""
    role = first_reader(info.name)
    query = query_of(info.name, role)
    with Tab(url, page=info.url_path, query=query, cookie=cookie_of(role)) as tab:
        refused = REFUSALS.intersection(tab.rerun().alerts)
        if refused:
            raise PageFailed(f"page {info.name} says: {refused.pop()}")
        page = cpu_of(pid, tab.rerun)
        try:
            widget = tab.find(in_fragment=True)
        except LookupError:
            return Costs(page)
        return Costs(page, cpu_of(pid, use(tab, widget)))


def use(tab: Tab, widget: Widget) -> Callable[[], object]:
    """Use a widget again and again, with another value each time."""
    if widget.kind == "button":
        return lambda: tab.press(widget)
    values = list(values_of(widget))
    turn = 0

    def interact() -> None:
        nonlocal turn
        turn += 1
        tab.set(widget, values[turn % len(values)])

    return interact


def values_of(widget: Widget) -> Iterator[object]:
    """Two values that the widget takes."""
    match widget.kind:
        case "selectbox" | "radio":
            yield from widget.options[:2]
        case "button_group" | "multiselect":
            yield from ([option] for option in widget.options[:2])
        case "checkbox":
            yield from (True, False)
        case "text_input" | "text_area":
            yield from ("maji", "afya")
        case "number_input":
            yield from (1.0, 2.0)
        case _:
            yield from ([1.0], [2.0])


def cpu_of(pid: int, act: Callable[[], object]) -> float:
    """CPU in seconds that a process spends on one act."""
    process = psutil.Process(pid)
    for _ in range(WARM_UP):
        act()
    rounds = []
    for _ in range(ROUNDS):
        before = process.cpu_times()
        for _ in range(RUNS):
            act()
        after = process.cpu_times()
        rounds.append((after.user - before.user + after.system - before.system) / RUNS)
    return statistics.median(rounds)
