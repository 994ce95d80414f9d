"""Decisions on proposals, with the amounts awarded."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from db.types import Table, instant, instant_or_none, primary_key, shillings
from innovation_hub.domain.money import Money


class Decision(Table, table=True):
    """An award or a refusal with its reason; secret until the call's results are published."""

    __tablename__ = "decision"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount"),)

    id: int | None = primary_key()
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    awarded: bool
    amount: Money = shillings(0)
    reason: str
    decided_at: datetime = instant()
    decided_by: int = Field(foreign_key="account.id")
    superseded_at: datetime | None = instant_or_none()
