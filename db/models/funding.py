"""Funding plans: settings, results, and the amount for each proposal."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from db.types import Table, instant, instant_or_none, primary_key, shillings
from innovation_hub.domain.money import Money


class FundingPlan(Table, table=True):
    """A named plan of a call. ``input_hash``, ``method`` and ``seed`` allow it to be recomputed and compared.

    ``value`` and ``walk_value`` are in points of score; ``gap`` is the proven distance from the best, as a share.
    ``walk_*``: the result of funding each request down the ranking. A plan decides nothing by itself:
    ``decided_*`` are set when an organiser carried it out.
    """

    __tablename__ = "funding_plan"
    __table_args__ = (
        UniqueConstraint("call_id", "name"),
        CheckConstraint("cost BETWEEN 0 AND budget", name="cost"),
    )

    id: int | None = primary_key()
    call_id: int = Field(foreign_key="call.id", index=True)
    name: str = Field(max_length=60)
    rules: dict[str, Any] = Field(sa_type=JSON)
    method: str = Field(max_length=60)
    seed: int = 0
    draws: int
    input_hash: str = Field(max_length=64)
    budget: Money = shillings()
    cost: Money = shillings()
    value: float
    gap: float
    funded: int
    women_led: int
    walk_cost: Money = shillings()
    walk_value: float
    walk_funded: int
    walk_broken: int
    created_at: datetime = instant()
    created_by: int = Field(foreign_key="account.id")
    decided_at: datetime | None = instant_or_none()
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decided_how: str | None = Field(default=None, max_length=16)
    reason: str = ""
    version: int = 1


class FundingChoice(Table, table=True):
    """The result for a proposal: ``level`` per cent of its request (0: left out), and what the walk gives it.

    ``score`` is the adjusted one, NULL without a review; ``chance`` the share of draws in which it is funded.
    """

    __tablename__ = "funding_choice"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 100", name="level"),)

    plan_id: int = Field(primary_key=True, foreign_key="funding_plan.id")
    proposal_id: int = Field(primary_key=True, foreign_key="proposal.id", index=True)
    place: int
    level: int
    amount: Money = shillings()
    score: float | None = None
    chance: float
    walked: Money = shillings()
    in_walk: bool = False
