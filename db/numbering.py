"""Keys for many new rows at once, where the database gives each only with a statement of its own."""

from sqlalchemy import func, select
from sqlmodel import Session, col

from db.models.results import Decision


def number_decisions(session: Session) -> None:
    """Give the session's new decisions their keys on SQLite, so that one statement inserts them all.

    SQLite does not say in which order it returns keys, so SQLAlchemy asks for each by itself. The keys are those that
    SQLite would give, the highest and up; nobody else writes, as its units of work begin with the lock to write.
    PostgreSQL returns the keys of many rows in one statement; there nothing is done.
    """
    if session.get_bind().dialect.name != "sqlite":
        return
    highest = session.connection().execute(select(func.max(col(Decision.id)))).scalar() or 0
    new = (row for row in session.new if isinstance(row, Decision) and row.id is None)
    for number, row in enumerate(new, start=highest + 1):
        row.id = number
