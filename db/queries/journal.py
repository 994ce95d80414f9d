"""Queries about what was noted of the journal."""

from datetime import date

from sqlalchemy import exists, select
from sqlmodel import Session, col

from db.models.journal import NotedDay


def noted_since(session: Session, day: date) -> bool:
    """Whether this day, or a later one, was noted."""
    return bool(session.scalar(select(exists().where(col(NotedDay.day) >= day))))
