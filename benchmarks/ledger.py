"""The ledger: CPU of pages with a hundred times as many movements, a chart's choice, and concurrent writers."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from sqlmodel import col, select

from benchmarks import choosing, writers
from benchmarks.loading import EACH, YEARS, Office, load
from benchmarks.pages import REFUSALS, Subject, row
from benchmarks.protocol import PageFailed, Tab
from benchmarks.server import cookie_of_account, loaded_hub
from benchmarks.table import Row, milliseconds
from db import engine
from db.models.budgets import BudgetLine
from db.unit_of_work import read_only
from innovation_hub.services import resolutions
from innovation_hub.ui.pages import BY_NAME
from tests.e2e.server import Server

FEW, MANY = 6, 580
"""Institutions of the small and the large ledger: ten thousand and a million movements."""
BOUND = 1.2


@dataclass(frozen=True, eq=False)
class Ledger:
    """A hub with a loaded ledger, the pages to open and the cookies to open them with."""

    server: Server
    url: str
    addresses: dict[str, str]  # page: query
    cookies: dict[str, str]  # page: cookie


def measure() -> Iterator[Row]:
    """Rows for the growth of pages' cost, then for the writers."""
    with ExitStack() as stack:
        few, many = (stack.enter_context(_ledger(size)) for size in (FEW, MANY))
        for page in few.addresses:
            yield _grown(page, few, many)
        yield _computed(few, many)
        yield choosing.measure(few.server)
    yield from writers.measure()


@contextmanager
def _ledger(institutions: int) -> Iterator[Ledger]:
    with loaded_hub(f"{institutions * EACH:,} movements", lambda: _visits(load(institutions))) as loaded:
        server, url, (addresses, cookies) = loaded
        yield Ledger(server, url, addresses, cookies)


def _visits(office: Office) -> tuple[dict[str, str], dict[str, str]]:
    """The query of each page that shows money, and the cookie of the person who opens it."""
    with read_only() as session:
        own = select(BudgetLine.id).where(col(BudgetLine.institution_id) == office.institution_id)
        line_id = session.exec(own.where(col(BudgetLine.financial_year) == YEARS[-1])).first()
    addresses = dict.fromkeys(("resolutions", "resolution_4", "resolution_10", "resolution_11"), "")
    addresses |= {"budgets": f"year={YEARS[-1]}", "budget_line": f"line={line_id}", "approvals": ""}
    officer, approver = (cookie_of_account(one.id) for one in (office.officer, office.approver))
    return addresses, {"budgets": officer, "budget_line": officer, "approvals": approver}


def _grown(page: str, few: Ledger, many: Ledger) -> Row:
    """CPU of a rerun with the large ledger over that with the small one."""
    with _tab(few, page) as small, _tab(many, page) as large:
        name = f"page {page}, {MANY * EACH:,} movements"
        return row(name, Subject(many.server.pid, large.rerun), Subject(few.server.pid, small.rerun), BOUND)


@contextmanager
def _tab(ledger: Ledger, page: str) -> Iterator[Tab]:
    address = {"page": BY_NAME[page].url_path, "query": ledger.addresses[page]}
    with Tab(ledger.server.url, **address, cookie=ledger.cookies.get(page, "")) as tab:
        if refused := REFUSALS.intersection(tab.rerun().alerts):
            raise PageFailed(f"page {page} says: {refused.pop()}")
        yield tab


def _computed(few: Ledger, many: Ledger) -> Row:
    """CPU of computing the indicators, which pages cache between visits."""
    small, large = (_seconds_of_progress(ledger.url) for ledger in (few, many))
    name = f"indicators computed again, {MANY * EACH:,} movements: CPU"
    return Row(name, milliseconds(large), milliseconds(small), large / small, BOUND)


def _seconds_of_progress(url: str) -> float:
    engine.use(url)
    times = []
    with read_only() as session:
        for _ in range(50):
            begun = time.process_time()
            resolutions._progress(session)  # bypasses the cache of a minute
            session.expunge_all()
            times.append(time.process_time() - begun)
    engine.dispose()
    return min(times)
