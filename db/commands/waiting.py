"""Writing when administrators were notified of people who wait for a role."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from db.models.accounts import RoleDigest, RoleRequest
from db.queries.waiting import UNNOTIFIED


def note_digest(session: Session, row: RoleDigest) -> bool:
    """Enter the day; False when somebody else has, whom this waits for."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(RoleDigest).values(row.model_dump()).on_conflict_do_nothing()
    return session.connection().execute(statement.returning(col(RoleDigest.day))).first() is not None


def mark_notified(session: Session, *, at: datetime) -> None:
    """Mark all requests as notified to administrators at this instant."""
    session.connection().execute(update(RoleRequest).where(UNNOTIFIED).values(told_at=at))
