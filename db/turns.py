"""Whose turn it is to write to an SQLite file: threads and processes wait in line, nobody polls.

SQLite's own busy handler sleeps and tries again; with many writers some are never lucky and give up after
all. A lock on a file beside the database wakes the next one at once, and falls with the process that held it
(on Windows only the threads of a process wait in line).
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
def turn(engine: Engine) -> Iterator[None]:
    """Wait for the turn to write, and have it for the length of the block. PostgreSQL needs none."""
    if engine.dialect.name != "sqlite":
        yield
        return
    with _threads, _processes(sqlite_file(engine.url)):
        yield


@contextmanager
def _processes(database: Path | None) -> Iterator[None]:
    with ExitStack() as stack:
        if sys.platform != "win32" and database:
            # A folder that cannot be written to is for the database itself to complain about. The file is
            # opened anew each time: a process that forks would share the lock of one kept open.
            with suppress(OSError):
                file = _private(f"{database}-writers")
                stack.callback(os.close, file)
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _private(path: str) -> int:
    """The descriptor of a file that only its owner may read."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
