"""The engine of this process: SQLite tuned for many readers and one writer, or PostgreSQL."""

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import asbool

from db import letters
from db.patience import be_patient
from innovation_hub.config import settings

BUSY_MS = 15_000
POOL, OVERFLOW = 10, 20
"""PostgreSQL connections in a process's pool, and further ones while it is busy."""
POOL_SECONDS = 10.0
"""Seconds for which a thread waits for a free connection."""
PROBE_SECONDS = 1.0
"""Time-out in seconds of the probe whether the database answers."""
_lock = threading.Lock()
_engine: Engine | None = None
_probe: Engine | None = None
_seconds: float | None = None


def make_engine(url: str, *, seconds: float | None = None) -> Engine:
    """An engine for the address, configured for concurrent use by threads and processes.

    ``seconds`` is the time-out of statements on PostgreSQL; None sets none.
    """
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(
            url, pool_size=POOL, max_overflow=OVERFLOW, pool_timeout=POOL_SECONDS, pool_pre_ping=True
        )
        be_patient(engine, seconds)
        return engine
    if file := sqlite_file(make_url(url)):
        file.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):  # SQLite would create it readable for all; its WAL files copy its mode
            os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_use_lifo=True,  # the last used connection still has its pages and statements cached
        pool_size=10,
        max_overflow=30,
        connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite URL, with a path or a ``file:`` URI; None in memory and for other databases."""
    if url.get_backend_name() != "sqlite":
        return None
    path = url.database or ""
    if path.startswith("file:") and asbool(url.query.get("uri", False)):
        path = unquote(urlsplit(path).path)
    in_memory = url.query.get("mode") == "memory" or url.query.get("vfs") == "memdb"
    return None if in_memory or path in ("", ":memory:") else Path(path)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions on its own
    letters.prepare_sqlite(connection)
    cursor = connection.cursor()
    try:
        # A read-only file still opens for reading; WAL was set when it was made.
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        # Without this, REPLACE would delete without firing the triggers of append-only tables.
        cursor.execute("PRAGMA recursive_triggers=ON")
        cursor.execute("PRAGMA synchronous=FULL")  # a commit survives a power failure
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA cache_size=-65536")
    finally:
        cursor.close()


def _begin_sqlite(connection: Any) -> None:
    if connection.get_execution_options().get("hub_writes", False):
        # Taking the write lock at once lets writers queue; a lock taken late fails instead of waiting.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        # It takes no lock yet, so no error can occur that SQLAlchemy would have to translate.
        connection.connection.driver_connection.execute("BEGIN")


def engine() -> Engine:
    """The engine of this process, made on first use from the settings."""
    global _engine
    if _engine is None:
        with _lock:
            if _engine is None:
                _engine = make_engine(settings().database, seconds=_seconds)
    return _engine


def probe() -> Engine:
    """An engine on the same database for probes: one connection, outside the shared pool."""
    global _probe
    current = engine()
    if current.dialect.name == "sqlite":
        return current
    with _lock:
        if _probe is None or _probe.url != current.url:
            if _probe is not None:
                _probe.dispose()
            _probe = create_engine(current.url, pool_size=1, max_overflow=1, pool_timeout=1.0)
            be_patient(_probe, PROBE_SECONDS)
        return _probe


def limit_statements(seconds: float | None) -> None:
    """Set the time-out of this process's statements on PostgreSQL, for a serving process.

    None removes the limit.
    """
    global _seconds
    _seconds = seconds
    dispose()


def use(url: str) -> Engine:
    """Point this process at another database and return its engine."""
    global _engine
    dispose()
    with _lock:
        _engine = make_engine(url, seconds=_seconds)
        return _engine


def dispose() -> None:
    """Close every connection; the next `engine` makes a new one."""
    global _engine, _probe
    with _lock:
        for made in (_engine, _probe):
            if made is not None:
                made.dispose()
        _engine = _probe = None
