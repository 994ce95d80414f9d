"""The write lock of an SQLite database, for which threads and processes queue without polling.

SQLite's own busy handler sleeps and retries; with many writers some starve until they time out. A lock on a file
beside the database wakes the next writer at once, and is released when the process that holds it ends (on Windows
only the threads of one process queue).
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine

from db.engine import sqlite_file

if sys.platform != "win32":
    import fcntl

_threads = threading.Lock()


@contextmanager
def write_lock(engine: Engine) -> Iterator[None]:
    """Wait for the write lock and hold it for the block. Does nothing on PostgreSQL."""
    if engine.dialect.name != "sqlite":
        yield
        return
    with _threads, _processes(sqlite_file(engine.url)):
        yield


@contextmanager
def _processes(database: Path | None) -> Iterator[None]:
    with ExitStack() as stack:
        if sys.platform != "win32" and database:
            # An unwritable folder is reported by the database itself. The file is opened each
            # time: a forked process would share the lock of one kept open.
            with suppress(OSError):
                file = _private(f"{database}-writers")
                stack.callback(os.close, file)
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _private(path: str) -> int:
    """Return the descriptor of a file that only its owner may read."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
