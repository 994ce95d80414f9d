"""Writing the days on which the journal's hash was noted."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from db.models.journal import NotedDay


def note_day(session: Session, row: NotedDay) -> bool:
    """Insert the day; False when another process has, whose transaction is waited for."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(NotedDay).values(row.model_dump()).on_conflict_do_nothing()
    return session.connection().execute(statement.returning(col(NotedDay.day))).first() is not None
