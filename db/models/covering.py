"""What organisers said of passages that may name the writers of a proposal."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.types import Table, instant, primary_key


class Passage(Table, table=True):
    """Words that an organiser covers in what judges read of a proposal, or leaves although the hub asked about them.

    ``words`` are as they stand in the text, ``folded`` as they are compared (`innovation_hub.domain.folding`).
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
