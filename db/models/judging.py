"""Judging: declarations, conflicts of interest, assignments, reviews and scores."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from db.types import Table, instant, instant_or_none, primary_key, str_enum
from innovation_hub.domain.judging import AssignmentState, ConflictKind


class Declaration(Table, table=True):
    """A signed declaration of confidentiality and impartiality, once per judge and call."""

    __tablename__ = "declaration"
    __table_args__ = (UniqueConstraint("account_id", "call_id", "text_version"),)

    id: int | None = primary_key()
    account_id: int = Field(foreign_key="account.id", index=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    text_version: str = Field(max_length=16)
    signed_name: str = Field(max_length=120)
    signed_at: datetime = instant()


class ConflictOfInterest(Table, table=True):
    """A reason why a judge must not judge a proposal, declared or found by the hub."""

    __tablename__ = "conflict_of_interest"
    __table_args__ = (UniqueConstraint("account_id", "proposal_id", "kind"),)

    id: int | None = primary_key()
    account_id: int = Field(foreign_key="account.id", index=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    kind: ConflictKind = Field(sa_type=str_enum(ConflictKind))
    note: str = Field(default="", max_length=500)
    at: datetime = instant()


class Assignment(Table, table=True):
    """A request to a judge for a review of a proposal, with its state."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("proposal_id", "account_id"),)

    id: int | None = primary_key()
    call_id: int = Field(foreign_key="call.id", index=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    state: AssignmentState = Field(
        default=AssignmentState.ASSIGNED, sa_type=str_enum(AssignmentState), index=True
    )
    assigned_at: datetime = instant()
    answered_at: datetime | None = instant_or_none()
    unable_reason: str = Field(default="", max_length=500)


class Review(Table, table=True):
    """A judge's review; a draft until ``submitted_at``. ``total`` is the weighted mean, in the call's units."""

    __tablename__ = "review"

    id: int | None = primary_key()
    assignment_id: int = Field(foreign_key="assignment.id", unique=True)
    comment: str = ""
    confidential_note: str = ""
    submitted_at: datetime | None = instant_or_none()
    total: float | None = None
    version: int = 1
    updated_at: datetime = instant()


class Score(Table, table=True):
    """One score on one criterion. No row means blank; ``value`` NULL means «cannot judge this»."""

    __tablename__ = "score"
    __table_args__ = (CheckConstraint("value IS NULL OR value >= 0", name="value"),)

    review_id: int = Field(primary_key=True, foreign_key="review.id")
    criterion_id: int = Field(primary_key=True, foreign_key="criterion.id")
    value: int | None = None
