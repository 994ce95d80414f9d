"""What is written of the notes of the journal."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from db.models.journal import NotedDay


def note_day(session: Session, row: NotedDay) -> bool:
    """Enter the day; False when somebody else has, whom this waits for."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(NotedDay).values(row.model_dump()).on_conflict_do_nothing()
    return session.connection().execute(statement.returning(col(NotedDay.day))).first() is not None
