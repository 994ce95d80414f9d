"""Panels: judges' fields of expertise, and rounds of reviews, drafted before judges are asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from db.types import Table, instant, instant_or_none, primary_key, str_enum
from innovation_hub.domain.panels import Expertise, RoundKind, RoundState


class JudgeField(Table, table=True):
    """A field of expertise of a judge, set by the judge or an organiser."""

    __tablename__ = "judge_field"

    account_id: int = Field(primary_key=True, foreign_key="account.id")
    field: Expertise = Field(primary_key=True, sa_type=str_enum(Expertise))


class PanelRound(Table, table=True):
    """A round of reviews: a draft until it is frozen. ``findings`` are the figures of its computation, as JSON.

    ``top`` and ``wanted`` are the parameters of a next round; ``version`` detects concurrent changes.
    """

    __tablename__ = "panel_round"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: int | None = primary_key()
    call_id: int = Field(foreign_key="call.id", index=True)
    number: int
    kind: RoundKind = Field(sa_type=str_enum(RoundKind))
    state: RoundState = Field(default=RoundState.DRAFT, sa_type=str_enum(RoundState))
    top: int | None = None
    wanted: int | None = None
    findings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version: int = 1
    built_at: datetime = instant()
    built_by: int = Field(foreign_key="account.id")
    frozen_at: datetime | None = instant_or_none()
    frozen_by: int | None = Field(default=None, foreign_key="account.id")


class PanelSeat(Table, table=True):
    """A review that a round proposes; in a next round with its reasons, in the call's units."""

    __tablename__ = "panel_seat"
    __table_args__ = (
        UniqueConstraint("round_id", "proposal_id", "account_id"),
        CheckConstraint("p_top IS NULL OR p_top BETWEEN 0 AND 1", name="p_top"),
    )

    id: int | None = primary_key()
    round_id: int = Field(foreign_key="panel_round.id", index=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    by_hand: bool = False
    p_top: float | None = None
    se: float | None = None
    gain: float | None = None
