"""Bulk steps of an organiser over many proposals, and the proposals that each moved."""

from datetime import datetime

from sqlmodel import Field

from db.types import Table, instant, instant_or_none, primary_key, str_enum
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.domain.ranking import BulkKind


class BulkStep(Table, table=True):
    """A step over many proposals of a call; undone as a whole, at most once, until the results are published."""

    __tablename__ = "bulk_step"

    id: int | None = primary_key()
    call_id: int = Field(foreign_key="call.id", index=True)
    kind: BulkKind = Field(sa_type=str_enum(BulkKind))
    at: datetime = instant()
    by: int = Field(foreign_key="account.id")
    undone_at: datetime | None = instant_or_none()
    undone_by: int | None = Field(default=None, foreign_key="account.id")


class BulkMove(Table, table=True):
    """A proposal that a step moved: its state before, and its version after, by which later changes are found."""

    __tablename__ = "bulk_move"

    step_id: int = Field(primary_key=True, foreign_key="bulk_step.id")
    proposal_id: int = Field(primary_key=True, foreign_key="proposal.id")
    before: ProposalState = Field(sa_type=str_enum(ProposalState))
    version: int
