"""Check that nothing typed is lost: seeded runs of a browser on a failing connection to two processes of the hub.

``python -m benchmarks.writing [runs] [first seed]`` runs them on both databases and prints losses and false claims of
having saved. A run with findings prints its seed.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.replicas import Replica, replicas
from benchmarks.server import copy_frontend
from benchmarks.subjects import signed_in
from benchmarks.table import Row, text
from benchmarks.typist import FIELDS, Findings, Typist
from benchmarks.writers import postgresql
from db import engine, migrate
from db.models.accounts import Account
from db.models.proposals import Proposal
from db.primary_key import pk
from db.seed import reference
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.services import proposals
from innovation_hub.web.identity import COOKIE
from tests.e2e import browser as chromium
from tests.e2e.badline import Line, line
from tests.factories.accounts import a_student
from tests.factories.calls import a_call

RUNS = 200


def measure(runs: int = RUNS, first: int = 1) -> Iterator[Row]:
    """Rows for each database: characters lost of those typed, and false claims of those made."""
    for name, database in (("SQLite", None), ("PostgreSQL", postgresql)):
        with ExitStack() as stack:
            url = stack.enter_context(database()) if database else None
            chrome = stack.enter_context(sync_playwright()).chromium
            path = chromium.find() or chromium.fetch()
            browser = chrome.launch(executable_path=path, args=chromium.ARGUMENTS)
            stack.callback(browser.close)
            found = list(findings(browser, url, runs, first))
        typed, claims = sum(one.typed for one in found), sum(one.claims for one in found)
        lost, false = sum(one.lost for one in found), sum(one.false_claims for one in found)
        yield Row(f"{name}: characters lost in {runs} runs", str(lost), f"{typed:,} typed", lost, 0)
        yield Row(f"{name}: false claims of having saved", str(false), f"{claims:,} claims", false, 0)


def findings(
    browser: Browser,
    url: str | None,
    runs: int,
    first: int,
    give_frontend: Callable[[Path], None] = copy_frontend,
) -> Iterator[Findings]:
    """The findings of the runs on the PostgreSQL database ``url``, or on a new embedded one."""
    with ExitStack() as stack:
        var = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hub-bench-")))
        give_frontend(var)
        running = stack.enter_context(line())
        servers = _hub(stack, var, url, running)
        for seed in range(first, first + runs):
            found = _one(browser, running, servers, seed)
            if found.lost or found.false_claims:
                print(f"seed {seed}: {found}", file=sys.stderr, flush=True)
            yield found


def _hub(stack: ExitStack, var: Path, url: str | None, running: Line) -> list[Replica]:
    migrate.upgrade(engine.use(url or f"sqlite:///{var / 'hub.sqlite3'}"))
    stack.callback(engine.dispose)
    with unit_of_work() as uow:
        reference.load(uow)
        uow.commit()
    return stack.enter_context(replicas(var, running.url, url))


def _one(browser: Browser, running: Line, servers: list[Replica], seed: int) -> Findings:
    """One run, with a new student, proposal and browser context."""
    student, call = a_student(), a_call()
    proposal_id = proposals.begin(student, call_id=call.card.id)
    context = browser.new_context(locale="sw-TZ", timezone_id="Africa/Dar_es_Salaam")

    def sign_in() -> None:
        with read_only() as session:
            account = session.get_one(Account, student.id)
        context.add_cookies(
            [{"name": COOKIE, "value": signed_in(pk(account))[1], "url": running.url, "httpOnly": True}]
        )

    sign_in()
    address = f"{running.url}/proposal?proposal={proposal_id}"
    try:
        return Typist(context, running, servers, address, _reader(proposal_id), sign_in, seed).run()
    finally:
        context.close()


def _reader(proposal_id: int) -> Callable[[], dict[str, str]]:
    def stored() -> dict[str, str]:
        with read_only() as session:
            row = session.get_one(Proposal, proposal_id)
            return {name: getattr(row, name) for name in FIELDS}

    return stored


if __name__ == "__main__":
    rows = list(measure(*[int(argument) for argument in sys.argv[1:]]))
    print(text(rows))
    sys.exit(0 if all(row.passed for row in rows) else 1)
