"""The index of similar work, made anew."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session

from db import fulltext
from db.models.similarity import SimilarTerm, SimilarText


def clear(session: Session) -> None:
    """Take everything out, and the full-text index down."""
    fulltext.run(session, fulltext.drop_ddl)
    for table in (SimilarText, SimilarTerm):
        session.execute(delete(table))


def restore(session: Session) -> None:
    """Make the full-text index of the texts that are there now."""
    fulltext.run(session, fulltext.ddl)
    fulltext.run(session, fulltext.fill)


def enter(session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put many texts in at once."""
    if found := list(rows):
        session.execute(insert(SimilarText), found)
