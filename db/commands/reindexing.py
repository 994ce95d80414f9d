"""Rebuilding the index of similar work."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session

from db import fulltext
from db.models.similarity import SimilarTerm, SimilarText


def clear(session: Session) -> None:
    """Delete all texts and drop the full-text index."""
    fulltext.run(session, fulltext.drop_ddl)
    for table in (SimilarText, SimilarTerm):
        session.execute(delete(table))


def restore(session: Session) -> None:
    """Create the full-text index of the present texts."""
    fulltext.run(session, fulltext.ddl)
    fulltext.run(session, fulltext.fill)


def enter(session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert many texts."""
    if found := list(rows):
        session.execute(insert(SimilarText), found)
