"""The index of similar work: the terms of each text, and the number of texts with each term."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from db.types import Table, primary_key


class SimilarText(Table, table=True):
    """The distinct terms of a submitted proposal or of a system.

    ``terms`` are sorted and separated by single spaces; `db.fulltext` indexes them.
    """

    __tablename__ = "similar_text"
    __table_args__ = (CheckConstraint("(proposal_id IS NULL) <> (system_id IS NULL)", name="source"),)

    id: int | None = primary_key()
    proposal_id: int | None = Field(default=None, foreign_key="proposal.id", unique=True)
    system_id: int | None = Field(default=None, foreign_key="registered_system.id", unique=True)
    terms: str


class SimilarTerm(Table, table=True):
    """The number of texts with a term; the empty term counts the texts."""

    __tablename__ = "similar_term"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  (SQLAlchemy asks for a dict)

    term: str = Field(primary_key=True, max_length=64)
    texts: int
