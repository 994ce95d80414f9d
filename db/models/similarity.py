"""What similar work is looked for in: the terms of each text, and how many texts use each term."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from db.types import Table, primary_key


class SimilarText(Table, table=True):
    """The different terms of one proposal that was submitted, or of one registered system.

    ``terms`` are sorted and parted by single spaces; `db.fulltext` keeps an index over them.
    """

    __tablename__ = "similar_text"
    __table_args__ = (CheckConstraint("(proposal_id IS NULL) <> (system_id IS NULL)", name="source"),)

    id: int | None = primary_key()
    proposal_id: int | None = Field(default=None, foreign_key="proposal.id", unique=True)
    system_id: int | None = Field(default=None, foreign_key="registered_system.id", unique=True)
    terms: str


class SimilarTerm(Table, table=True):
    """In how many texts a term occurs; the empty term counts the texts."""

    __tablename__ = "similar_term"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  (SQLAlchemy asks for a dict)

    term: str = Field(primary_key=True, max_length=64)
    texts: int
