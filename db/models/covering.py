"""Organisers' decisions on passages that may name a proposal's writers, and the pages of PDFs they cleared."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field

from db.types import Table, instant, primary_key


class Passage(Table, table=True):
    """Words that an organiser covers in a proposal's text for judges, or leaves uncovered.

    ``words`` are as written in the text, ``folded`` as for comparison (`innovation_hub.domain.folding`).
    """

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("proposal_id", "folded"),)

    id: int | None = primary_key()
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    words: str
    folded: str
    covered: bool
    at: datetime = instant()
    by: int = Field(foreign_key="account.id")


class ClearedPage(Table, table=True):
    """A page of a PDF that judges may see: rendered as a picture, with its ``covers`` painted over.

    ``covers`` are places as left, top, right and bottom in thousandths of the page.
    """

    __tablename__ = "cleared_page"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)

    attachment_id: int = Field(primary_key=True, foreign_key="attachment.id")
    number: int = Field(primary_key=True)
    covers: list[list[int]] = Field(sa_type=JSON)
    picture: bytes = Field(sa_type=LargeBinary)
    at: datetime = instant()
    by: int = Field(foreign_key="account.id")
