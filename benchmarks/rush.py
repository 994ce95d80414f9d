"""Peak load, on both databases: 200 submissions just before a deadline, and 200 wrong sign-ins beside 50 right ones.

For each database 240 submissions, 250 sign-ins and some hundred runs of a page.
"""

import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import col, select

from benchmarks import crowd
from benchmarks.protocol import Tab
from benchmarks.table import Row, milliseconds
from benchmarks.writers import postgresql
from db import engine
from db.models.calls import Call
from db.models.proposals import Proposal
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.services import accounts
from innovation_hub.web.identity import COOKIE
from tests.e2e.server import Server, serving
from tests.factories.accounts import a_student, an_institution
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft

IN_TIME, LATE, SECONDS = 200, 40, 20.0
WRONG, CLASS, RUNS = 200, 50, 30
PASSWORD = "mwangaza wa asubuhi ziwani"
NETWORK = 0.1
"""Seconds that a request may take to reach the server; the last in time is sent this long before the deadline."""


def measure() -> Iterator[Row]:
    """Rows for SQLite, then for PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder, serving(Path(folder)) as hub:
        yield from _measured("SQLite", hub, f"sqlite:///{folder}/hub.sqlite3")
    with ExitStack() as stack:
        url = stack.enter_context(postgresql())
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="hub-bench-"))
        hub = stack.enter_context(serving(Path(folder), HUB_DATABASE_URL=url))
        yield from _measured("PostgreSQL", hub, url)


def _measured(database: str, hub: Server, url: str) -> Iterator[Row]:
    engine.use(url)
    try:
        yield from _deadline(database, hub)
        yield from _signing_in(database, hub)
    finally:
        engine.dispose()


def _deadline(database: str, hub: Server) -> Iterator[Row]:
    university, call = an_institution(), a_call()
    ready = []
    for _ in range(IN_TIME + LATE):
        writer = a_student(institution_id=university)
        view = a_draft(writer, call)
        with unit_of_work() as uow:
            secret = accounts.open_session(uow, writer.id)[1]
            uow.commit()
        ready.append((view.id, view.version, f"{COOKIE}={secret}"))
    closes = float(int(time.time() + SECONDS + 6))
    with unit_of_work() as uow:
        uow.session.get_one(Call, call.card.id).closes_at = datetime.fromtimestamp(closes, UTC)
        uow.commit()
    generator = random.Random(4)
    early = [closes - NETWORK - generator.random() ** 2 * SECONDS for _ in range(IN_TIME)]  # most at the end
    late = [closes + generator.uniform(0.001, 3) for _ in range(LATE)]
    answers = crowd.together(
        [
            lambda one=one, at=at: crowd.submit(hub.url, *one, at)
            for one, at in zip(ready, [*early, *late], strict=True)
        ]
    )
    in_time = [a for a in answers if a.sent < closes]
    after = [a for a in answers if a.sent >= closes]
    refused = [a for a in in_time if a.status != 201]
    accepted = [a for a in after if a.status == 201]
    slowest = max(a.seconds for a in in_time)
    count = f"of {len(in_time)}"
    yield Row(f"refused though pressed in time, {database}", str(len(refused)), count, len(refused), 0)
    yield Row(
        f"accepted though pressed after, {database}", str(len(accepted)), f"of {len(after)}", len(accepted), 0
    )
    gaps = _gaps(call.card.id)
    yield Row(f"gaps in numbers, {database}", str(gaps), count, gaps, 0)
    yield Row(f"slowest receipt, {database}", f"{slowest:.1f} s", f"{SECONDS:.0f} s", slowest / SECONDS, None)


def _gaps(call_id: int) -> int:
    query = select(Proposal.code).where(Proposal.call_id == call_id, col(Proposal.code).is_not(None))
    with read_only() as session:
        numbers = sorted(int(str(code).rpartition("-")[2]) for code in session.exec(query))
    return len(set(range(1, len(numbers) + 1)) ^ set(numbers)) + len(numbers) - len(set(numbers))


def _signing_in(database: str, hub: Server) -> Iterator[Row]:
    university, hashed = an_institution(), accounts.hash_password(PASSWORD)
    pupils = [f"pupil{n}.{time.time():.0f}@example.test" for n in range(CLASS)]
    for email in pupils:
        a_student(institution_id=university, email=email, password_hash=hashed)
    with Tab(hub.url) as tab:
        tab.rerun()
        quiet = statistics.median(tab.rerun().seconds for _ in range(RUNS))
        busy: list[float] = []
        over = threading.Event()

        def read() -> None:
            while not over.is_set():
                busy.append(tab.rerun().seconds)
                time.sleep(0.1)

        reader = threading.Thread(target=read)
        begun = time.time()
        reader.start()
        wrong = [
            lambda n=n: crowd.sign_in(
                hub.url, f"nobody{n}@example.test", "wrong guess", f"10.1.{n // 250}.{n % 250}"
            )
            for n in range(WRONG)
        ]
        right = [lambda email=email: crowd.sign_in(hub.url, email, PASSWORD, "10.2.0.1") for email in pupils]
        answers = crowd.together([*wrong, *right])
        over.set()
        reader.join()
    took = time.time() - begun
    median, worst = statistics.median(busy), max(busy)
    name = f"another's page while {WRONG} sign in"
    yield Row(f"{name}, {database}", milliseconds(median), milliseconds(quiet), median / quiet, 2)
    yield Row(
        f"{name}, the slowest, {database}", milliseconds(worst), milliseconds(quiet), worst / quiet, None
    )
    outside = [a for a in answers[WRONG:] if a.status != 303]
    last = max(a.seconds for a in answers[WRONG:])
    yield Row(
        f"of a class of {CLASS} not in, {database}", str(len(outside)), f"{last:.1f} s", len(outside), 0
    )
    yield Row(f"all answered, {database}", f"{took:.1f} s", f"{len(answers)}", took, None)
