"""One use case, one transaction: commit is explicit, leaving without it rolls back.

Readings can share one transaction, see `one_view`: beginning one costs as much as a small query.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

import db.merged  # noqa: F401  (what belongs to an institution follows it when it is merged)
from db.engine import engine
from db.error_translation import translated_errors
from db.write_lock import write_lock
from innovation_hub.errors import DatabaseTrouble

log = logging.getLogger("innovation_hub.db")
_view = threading.local()  # a session belongs to one thread, and so does its view
_READ = "read in this view"
_WRITES = {"hub_writes": True}

_before_commit: list[Callable[[Session], None]] = []


def before_commit(act: Callable[[Session], None]) -> None:
    """Register a hook that every unit of work runs in its transaction right before the commit."""
    _before_commit.append(act)


class UnitOfWork:
    """A writing session; call `commit` at the end."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def commit(self) -> None:
        """Make everything done in this unit permanent."""
        for act in _before_commit:
            act(self.session)
        self.session.commit()


@contextmanager
def unit_of_work() -> Iterator[UnitOfWork]:
    """A writing transaction. On SQLite it waits for the write lock at the start.

    Raises `DatabaseTrouble` when the database refuses to be written to.
    """
    current = engine()
    _end_view()
    with write_lock(current), Session(current, expire_on_commit=False, autoflush=True) as session:
        try:
            with translated_errors():
                # Set on the connection: an engine with execution options makes each statement 10 % slower.
                session.connection(execution_options=_WRITES)
                yield UnitOfWork(session)
        finally:
            _end(session)
            _end_view()


@contextmanager
def one_view() -> Iterator[None]:
    """Let every `read_only` in the block, in this thread, share one transaction, so that a page shows one state.

    A unit of work in between ends the view; the next read begins a new one that sees its changes.
    """
    if getattr(_view, "session", None) is not None:
        yield
        return
    with Session(engine(), expire_on_commit=False, autoflush=False) as session:
        _view.session = session
        session.info[_READ] = {}
        try:
            yield
        finally:
            _view.session = None
            _end(session)


def once(session: Session, name: str, read: Callable[[], int]) -> int:
    """Return ``read()``, cached under ``name`` for the length of a view; in any other transaction it is not cached."""
    known: dict[str, int] | None = session.info.get(_READ)
    if known is None:
        return read()
    if name not in known:
        known[name] = read()
    return known[name]


def _end_view() -> None:
    """End this thread's view, if there is one: its next read sees changes made meanwhile."""
    session: Session | None = getattr(_view, "session", None)
    if session is not None:
        session.expunge_all()
        _end(session)


def _end(session: Session) -> None:
    """Roll back; ignores a lost connection."""
    if _READ in session.info:
        session.info[_READ] = {}
    try:
        session.rollback()
    except SQLAlchemyError:
        log.info("a connection to the database was lost before its transaction ended", exc_info=True)
        session.invalidate()


@contextmanager
def read_only() -> Iterator[Session]:
    """A reading transaction: one consistent view, never committed."""
    shared: Session | None = getattr(_view, "session", None)
    if shared is not None:
        with _reading(shared):
            yield shared
        return
    with Session(engine(), expire_on_commit=False, autoflush=False) as session:
        with _reading(session):
            yield session
        _end(session)


@contextmanager
def glance() -> Iterator[Connection]:
    """A connection for a single query outside any view, at two thirds of a session's cost."""
    with translated_errors(), engine().connect() as connection:
        yield connection


@contextmanager
def _reading(session: Session) -> Iterator[None]:
    """Translate the errors of a read and detach its rows, which stay readable after the rollback."""
    try:
        with translated_errors():
            yield
    except (DatabaseTrouble, SQLAlchemyError):
        session.expunge_all()
        _end(session)
        raise
    finally:
        session.expunge_all()
