"""CPU of the server for one rerun of each page, over that of an empty page with the same server and settings."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise

import psutil

from benchmarks.autosaving import autosaving
from benchmarks.protocol import PageFailed, Tab, Widget
from benchmarks.scoring import scoring
from benchmarks.server import cookie_of, demo_hub, streamlit
from benchmarks.subjects import query_of
from benchmarks.table import Row, milliseconds
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.ui.pages import PAGES, PageInfo
from tests.e2e.screenshots import first_reader

PAGE_BOUND, TIGHT_BOUND, FRAGMENT_BOUND, SAVE_BOUND = 4.0, 3.5, 1.3, 1.0
TIGHT = frozenset({"screening", "ranking", "funding", "adjusted_ranking", "panels"})
"""The pages that do most, with a tighter bound to leave room for additions."""
WARM_UP, TURNS = 5, 100
REFUSALS = {
    translator(lang)(f"errors.{key}")  # keys: errors.*
    for lang in LANGUAGES
    for key in ("forbidden_page", "sign_in_required", "not_found")
}


@dataclass(frozen=True)
class Subject:
    """An action to repeat, and the process whose CPU it uses."""

    pid: int
    act: Callable[[], object]


def measure() -> Iterator[Row]:
    """Rows for all pages, and for the interactions that do not run the whole page."""
    with ExitStack() as stack:
        hub = stack.enter_context(demo_hub())
        empty = stack.enter_context(streamlit("empty", hub))
        nothing = Subject(empty.pid, stack.enter_context(Tab(empty.url)).rerun)
        for info in PAGES:
            yield from rows_of(info, hub.url, hub.pid, nothing)


def rows_of(info: PageInfo, url: str, pid: int, nothing: Subject) -> Iterator[Row]:
    """Rows of a page, for the first role that may see it, over the baseline ``nothing``."""
    role = first_reader(info.name)
    query = query_of(info.name, role)
    with Tab(url, page=info.url_path, query=query, cookie=cookie_of(role)) as tab:
        refused = REFUSALS.intersection(tab.rerun().alerts)
        if refused:
            raise PageFailed(f"page {info.name} says: {refused.pop()}")
        bound = TIGHT_BOUND if info.name in TIGHT else PAGE_BOUND
        yield row(f"page {info.name}", Subject(pid, tab.rerun), nothing, bound)
        for name, act, most in interactions(tab):
            yield row(f"page {info.name}, {name}", Subject(pid, act), nothing, most)


def interactions(tab: Tab) -> Iterator[tuple[str, Callable[[], object], float]]:
    """Interactions that do not run the whole page: name, action and bound of each."""
    for widget in tab.widgets.values():
        drawn = json.loads(widget.data) if widget.kind == "bidi_component" else {}
        if "criteria" in drawn:
            yield "a score", scoring(tab, drawn), FRAGMENT_BOUND
        elif drawn.get("shown"):
            yield "an autosave", autosaving(tab, drawn), SAVE_BOUND
    filters = (widget for widget in tab.widgets.values() if widget.fragment and widget.kind != "button")
    if first := next(filters, None):
        yield "a filter", use(tab, first), FRAGMENT_BOUND


def row(name: str, one: Subject, other: Subject, bound: float | None) -> Row:
    """The median CPU of one over that of the other, measured alternately, so that other load affects both.

    The CPU used between two turns of a process is counted, since work continues after the last message.
    """
    spent: dict[Subject, list[float]] = {one: [], other: []}
    for subject in spent:
        for _ in range(WARM_UP):
            subject.act()
    for _ in range(TURNS):
        for subject, times in spent.items():
            times.append(cpu_time(subject.pid))
            subject.act()
    cost, base = (statistics.median(b - a for a, b in pairwise(times)) for times in spent.values())
    return Row(f"{name}: CPU", milliseconds(cost), milliseconds(base), cost / base, bound)


def use(tab: Tab, widget: Widget) -> Callable[[], object]:
    """A function that sets a widget to its next value, or presses it if it is a button."""
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
    """Two valid values of the widget."""
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


def cpu_time(pid: int) -> float:
    """CPU seconds used by a process so far, including threads that ended.

    Linux has a clock of nanoseconds for each process; on other platforms the resolution is a hundredth of a second.
    """
    if sys.platform == "linux":
        return time.clock_gettime(~pid << 3 | 2)  # the result of clock_getcpuclockid(3)
    spent = psutil.Process(pid).cpu_times()
    return spent.user + spent.system
