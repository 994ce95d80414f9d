"""The engine of this process: SQLite tuned for many readers and one writer, or PostgreSQL."""

import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import asbool

from innovation_hub.config import settings

BUSY_MS = 15_000
_lock = threading.Lock()
_engine: Engine | None = None


def make_engine(url: str) -> Engine:
    """An engine for the address, ready for concurrent use by threads and processes."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
    if file := sqlite_file(make_url(url)):
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=10,
        max_overflow=30,
        connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite address, be it a path or a ``file:`` address; None where the database is in memory."""
    path = url.database or ""
    if path.startswith("file:") and asbool(url.query.get("uri", False)):
        path = unquote(urlsplit(path).path)
    in_memory = url.query.get("mode") == "memory" or url.query.get("vfs") == "memdb"
    return None if in_memory or path in ("", ":memory:") else Path(path)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions on its own
    cursor = connection.cursor()
    try:
        # A read-only file still opens for reading; WAL was set when it was made.
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        # Else REPLACE would delete past the triggers of append-only tables.
        cursor.execute("PRAGMA recursive_triggers=ON")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA cache_size=-65536")
    finally:
        cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # Taking the write lock at once lets writers queue; a lock taken late fails instead of waiting.
    writes = connection.get_execution_options().get("hub_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def engine() -> Engine:
    """The engine of this process, made on first use from the settings."""
    global _engine
    if _engine is None:
        with _lock:
            if _engine is None:
                _engine = make_engine(settings().database)
    return _engine


def use(url: str) -> Engine:
    """Point this process at another database and give back its engine."""
    global _engine
    dispose()
    with _lock:
        _engine = make_engine(url)
        return _engine


def dispose() -> None:
    """Close every connection; the next `engine` makes a new one."""
    global _engine
    with _lock:
        if _engine is not None:
            _engine.dispose()
        _engine = None
