"""One use case, one transaction: commit is explicit, leaving without it rolls back."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from db.engine import engine
from innovation_hub.errors import DatabaseTrouble

_writer = threading.Lock()


class UnitOfWork:
    """A session that writes; call `commit` once everything holds."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def commit(self) -> None:
        """Make everything done in this unit permanent."""
        self.session.commit()


@contextmanager
def unit_of_work() -> Iterator[UnitOfWork]:
    """A writing transaction. On SQLite it takes the write lock at the start, so writers queue.

    Within the process a lock of our own keeps the queue fair: SQLite's busy handler polls.
    Raises `DatabaseTrouble` when the database refuses to be written to.
    """
    current = engine()
    sqlite = current.dialect.name == "sqlite"
    with _writer if sqlite else nullcontext():
        bound = current.execution_options(hub_writes=True)
        with Session(bound, expire_on_commit=False, autoflush=True) as session:
            try:
                session.connection()
                yield UnitOfWork(session)
            except OperationalError as error:
                raise _explained(error) from error
            finally:
                session.rollback()


@contextmanager
def read_only() -> Iterator[Session]:
    """A reading transaction: one consistent view, never committed."""
    with Session(engine(), expire_on_commit=False, autoflush=False) as session:
        try:
            yield session
        except OperationalError as error:
            raise _explained(error) from error
        finally:
            session.expunge_all()  # what was read stays readable; a rollback would empty it
            session.rollback()


def _explained(error: OperationalError) -> Exception:
    text = str(error.orig).lower()
    if "readonly" in text or "read-only" in text:
        return DatabaseTrouble("errors.database.read_only")
    if "no such table" in text or "no such column" in text:
        return DatabaseTrouble("errors.database.not_migrated")
    if "unable to open" in text or "connection" in text:
        return DatabaseTrouble("errors.database.unreachable")
    if "locked" in text or "busy" in text:
        return DatabaseTrouble("errors.database.busy")
    return error
