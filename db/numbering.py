"""Assigning primary keys to many new rows on SQLite, so that one statement inserts them."""

from sqlalchemy import func, select
from sqlmodel import Session, col

from db.models.results import Decision


def number_decisions(session: Session) -> None:
    """Set the keys of the session's new decisions on SQLite, so that one statement inserts them all.

    SQLite returns keys in no defined order, so SQLAlchemy inserts rows one by one. The keys are those that
    SQLite would assign, from the highest up; nobody else writes, as units of work begin with the write lock.
    PostgreSQL returns the keys of many rows in one statement; there this does nothing.
    """
    if session.get_bind().dialect.name != "sqlite":
        return
    highest = session.connection().execute(select(func.max(col(Decision.id)))).scalar() or 0
    new = (row for row in session.new if isinstance(row, Decision) and row.id is None)
    for number, row in enumerate(new, start=highest + 1):
        row.id = number
