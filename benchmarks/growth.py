"""Growth: lists of an organiser with 200, 2,000 and 20,000 records, each compared with the smallest.

Pages are measured with warm caches, orders and searches of a call's proposals without; services also with caches
invalidated by a change.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count

from benchmarks.growing import Grown, load
from benchmarks.growth_pages import BOUND, PAGES, TURN, ListPage
from benchmarks.pages import REFUSALS, Subject, row
from benchmarks.protocol import PageFailed, Tab
from benchmarks.server import cookie_of_account, loaded_hub
from benchmarks.table import Row, milliseconds
from db import engine
from db.unit_of_work import one_view
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.services import ranking
from innovation_hub.ui.pages import BY_NAME
from tests.e2e.server import Server

SIZES = (200, 2_000, 20_000)
AGAIN = 40


@dataclass(frozen=True, eq=False)
class Hub:
    """A hub with this number of records, and the person who opens its pages."""

    size: int
    server: Server
    url: str
    grown: Grown
    cookies: dict[Actor, str]


def measure() -> Iterator[Row]:
    """Rows of the services, then of the pages, each size compared with the smallest."""
    with ExitStack() as stack:
        small, *larger = (stack.enter_context(_hub(size)) for size in SIZES)
        for name, read, bound in SERVICES:
            base = _seconds(small, read)
            for hub in larger:
                cost = _seconds(hub, read)
                said = f"{name}, {hub.size:,} records: CPU"
                yield Row(said, milliseconds(cost), f"{milliseconds(base)}, {small.size}", cost / base, bound)
        for page in PAGES:
            for hub in larger[-1:] if page.once else larger:
                yield _page(page, hub, small)


@contextmanager
def _hub(size: int) -> Iterator[Hub]:
    def filled() -> tuple[Grown, dict[Actor, str]]:
        grown = load(size)
        return grown, {actor: cookie_of_account(actor.id) for actor in _readers(grown)}

    with loaded_hub(f"{size:,} records of each kind", filled) as (server, url, (grown, cookies)):
        yield Hub(size, server, url, grown, cookies)


def _page(page: ListPage, hub: Hub, small: Hub) -> Row:
    with _tab(page, hub) as large_tab, _tab(page, small) as small_tab:
        large, little = (
            Subject(one.server.pid, _views(page, one, tab))
            for one, tab in ((hub, large_tab), (small, small_tab))
        )
        return row(f"page {page.said}, {hub.size:,} records", large, little, page.bound)


@contextmanager
def _tab(page: ListPage, hub: Hub) -> Iterator[Tab]:
    cookie = hub.cookies[page.reader(hub.grown)]
    with Tab(hub.server.url, page=BY_NAME[page.name].url_path, cookie=cookie) as tab:
        tab.query = _address(page, hub, 0)
        if refused := REFUSALS.intersection(tab.rerun().alerts):
            raise PageFailed(f"page {page.name} says: {refused.pop()}")
        yield tab


def _address(page: ListPage, hub: Hub, turn: int) -> str:
    """The query of a view; never the same for two views if it has a turn."""
    return page.query(hub.grown).replace(TURN, str(turn))


def _views(page: ListPage, hub: Hub, tab: Tab) -> Callable[[], object]:
    """A function that opens the page's address in the tab, each time for another turn."""
    turns = count(1)

    def view() -> None:
        tab.query = _address(page, hub, next(turns))
        tab.rerun()

    return view


def _readers(grown: Grown) -> tuple[Actor, ...]:
    return grown.organiser, grown.administrator, grown.office.officer, grown.office.approver


def _seconds(hub: Hub, read: Callable[[Grown], float]) -> float:
    engine.use(hub.url)
    try:
        return min(read(hub.grown) for _ in range(AGAIN))
    finally:
        engine.dispose()


def _ranking(grown: Grown) -> float:
    """The queries of a run of the page, in one transaction."""
    begun = time.process_time()
    with one_view():
        ranking.totals(grown.organiser, call_id=grown.call_id)
        ranking.ranking(grown.organiser, call_id=grown.call_id, size=25)
    return time.process_time() - begun


def _decided(grown: Grown) -> float:
    """The same with caches invalidated by a decision."""
    row = ranking.one(grown.organiser, call_id=grown.call_id, proposal_id=17)
    if row is None:
        raise LookupError("no proposal 17")
    step = ranking.shortlist if row.state is ProposalState.ELIGIBLE else ranking.unshortlist
    step(grown.organiser, proposal_id=row.id, version=row.version)
    return _ranking(grown)


SERVICES: tuple[tuple[str, Callable[[Grown], float], float | None], ...] = (
    ("ranking, looked at again", _ranking, BOUND),
    ("ranking, after a decision", _decided, None),
)
