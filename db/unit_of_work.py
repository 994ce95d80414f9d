"""One use case, one transaction: commit is explicit, leaving without it rolls back."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from db.engine import engine
from db.trouble import trouble
from db.turns import turn


class UnitOfWork:
    """A session that writes; call `commit` once everything holds."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def commit(self) -> None:
        """Make everything done in this unit permanent."""
        self.session.commit()


@contextmanager
def unit_of_work() -> Iterator[UnitOfWork]:
    """A writing transaction. On SQLite it takes the write lock at the start, when its turn has come.

    Raises `DatabaseTrouble` when the database refuses to be written to.
    """
    current = engine()
    with turn(current):
        bound = current.execution_options(hub_writes=True)
        with Session(bound, expire_on_commit=False, autoflush=True) as session:
            try:
                session.connection()
                yield UnitOfWork(session)
            except DatabaseError as error:
                if found := trouble(error):
                    raise found from error
                raise
            finally:
                session.rollback()


@contextmanager
def read_only() -> Iterator[Session]:
    """A reading transaction: one consistent view, never committed."""
    with Session(engine(), expire_on_commit=False, autoflush=False) as session:
        try:
            yield session
        except DatabaseError as error:
            if found := trouble(error):
                raise found from error
            raise
        finally:
            session.expunge_all()  # what was read stays readable; a rollback would empty it
            session.rollback()
