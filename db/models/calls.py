"""Calls for proposals and their rubrics."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from db.types import Table, instant, instant_or_none, primary_key, shillings, str_enum
from innovation_hub.domain.calls import REASON_MAX, Audience, CallState, end
from innovation_hub.domain.money import Money
from innovation_hub.methods.terms.ranking import Direction


class Call(Table, table=True):
    """A call in both languages, open from ``opens_at`` up to ``closes_at``, or to the end of its grace.

    ``extended_from`` is the deadline before the last extension that was not undone, and ``extended_at`` its instant.
    ``cancel_reason`` is published with a cancelled call; empty when it was given before reasons were published.
    """

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="order"),
        CheckConstraint("score_max > score_min", name="score_range"),
        CheckConstraint("judges_per_proposal BETWEEN 1 AND 15", name="judges"),
        CheckConstraint("prize_pool >= 0", name="prize_pool"),
        CheckConstraint("grace_minutes BETWEEN 0 AND 60", name="grace"),
        CheckConstraint("extended_from < closes_at", name="extended"),
    )

    id: int | None = primary_key()
    code: str = Field(unique=True, max_length=24)
    state: CallState = Field(default=CallState.DRAFT, sa_type=str_enum(CallState), index=True)
    title_sw: str  # a draft may hold longer titles than can be published
    title_en: str
    text_sw: str
    text_en: str
    audience: Audience = Field(default=Audience.EVERYONE, sa_type=str_enum(Audience))
    resolutions: list[int] = Field(default_factory=list, sa_type=JSON)
    opens_at: datetime = instant()
    closes_at: datetime = instant()
    extended_from: datetime | None = instant_or_none()
    extended_at: datetime | None = instant_or_none()
    cancel_reason: str = Field(default="", max_length=REASON_MAX, sa_column_kwargs={"server_default": ""})
    grace_minutes: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    prize_pool: Money = shillings(0)
    judges_per_proposal: int = 3
    score_min: int = 1
    score_max: int = 5
    score_best: Direction = Field(default=Direction.HIGHEST, sa_type=str_enum(Direction))
    published_at: datetime | None = instant_or_none()
    concluded_at: datetime | None = instant_or_none()
    created_by: int | None = Field(default=None, foreign_key="account.id")
    next_number: int = 1
    version: int = 1
    demo: bool = False

    def title(self, language: str) -> str:
        """The title in Swahili (``sw``) or in English."""
        return self.title_sw if language == "sw" else self.title_en

    @property
    def ends_at(self) -> datetime:
        """The instant from which submissions are refused: the deadline plus the grace."""
        return end(self.closes_at, self.grace_minutes)


class Criterion(Table, table=True):
    """A weighted criterion of a call's rubric; ``anchors`` maps a score to its words in each language."""

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("call_id", "position"),
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight"),
    )

    id: int | None = primary_key()
    call_id: int = Field(foreign_key="call.id", index=True)
    position: int
    name_sw: str  # longer in a draft than can be published
    name_en: str
    weight: int
    anchors: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class CallJudge(Table, table=True):
    """A judge invited to a call, with the most proposals they can take."""

    __tablename__ = "call_judge"
    __table_args__ = (CheckConstraint("capacity BETWEEN 1 AND 500", name="capacity"),)

    call_id: int = Field(primary_key=True, foreign_key="call.id")
    account_id: int = Field(primary_key=True, foreign_key="account.id")
    capacity: int = 30
