"""The ledger of institutions' ICT budgets: lines, movements, postings, balances and totals."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from db.types import Table, instant, instant_or_none, primary_key, shillings, str_enum
from innovation_hub.domain.budgets import (
    Category,
    Fund,
    LedgerAccount,
    MovementKind,
    MovementState,
    Nature,
)
from innovation_hub.domain.money import MAX_AMOUNT, Money


class BudgetLine(Table, table=True):
    """A line of an institution's budget for a year; the codes are those of PlanRep Form 6, all optional.

    ``reported``: its first allocation is approved; without that the line is not counted.
    """

    __tablename__ = "budget_line"
    __table_args__ = (
        UniqueConstraint(
            "institution_id",
            "financial_year",
            "category",
            "nature",
            "fund",
            "description",
            "fund_source",
            "sub_vote",
            "project",
            "objective",
            "cost_centre",
            "target",
            "activity",
            "gfs_code",
            name="uq_budget_line_once",
        ),
        Index("ix_budget_line_by_category", "institution_id", "financial_year", "category", "id"),
    )

    id: int | None = primary_key()
    institution_id: int = Field(foreign_key="institution.id")
    financial_year: str = Field(foreign_key="financial_year.label", index=True)
    category: Category = Field(sa_type=str_enum(Category))
    nature: Nature = Field(sa_type=str_enum(Nature))
    fund: Fund = Field(sa_type=str_enum(Fund))
    description: str = Field(max_length=300)
    fund_source: str = Field(default="", max_length=80)
    sub_vote: str = Field(default="", max_length=8)
    project: str = Field(default="", max_length=8)
    objective: str = Field(default="", max_length=4)
    cost_centre: str = Field(default="", max_length=8)
    target: str = Field(default="", max_length=8)
    activity: str = Field(default="", max_length=12)
    gfs_code: str = Field(default="", max_length=8)
    reported: bool = False
    created_at: datetime = instant()
    created_by: int = Field(foreign_key="account.id")
    demo: bool = False


_STANDING = "reverses_id IS NOT NULL AND state IN ('pending', 'approved')"


def _where(condition: str) -> dict[str, Any]:
    """Arguments of a partial index on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Movement(Table, table=True):
    """A movement of a line's money; it counts once a person other than its recorder has approved it.

    ``version`` grows with each edit, so that what is approved is what the approver saw.
    """

    __tablename__ = "movement"
    __table_args__ = (
        CheckConstraint(f"amount BETWEEN 0 AND {MAX_AMOUNT}", name="amount"),
        CheckConstraint("amount > 0 OR kind IN ('allocation', 'reversal')", name="zero_only_allocated"),
        CheckConstraint("decided_by IS NULL OR decided_by <> recorded_by", name="four_eyes"),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reverses"),
        Index("ix_movement_line", "line_id", "id"),
        Index("ix_movement_pending", "institution_id", "id", **_where("state = 'pending'")),
        Index("ix_movement_pending_amount", "institution_id", "amount", "id", **_where("state = 'pending'")),
        Index("ix_movement_reverses", "reverses_id", **_where("reverses_id IS NOT NULL")),
        Index("uq_movement_reversed_once", "reverses_id", unique=True, **_where(_STANDING)),
    )

    id: int | None = primary_key()
    line_id: int = Field(foreign_key="budget_line.id")
    institution_id: int = Field(foreign_key="institution.id")
    kind: MovementKind = Field(sa_type=str_enum(MovementKind))
    state: MovementState = Field(default=MovementState.PENDING, sa_type=str_enum(MovementState))
    amount: Money = shillings()
    happened_on: date
    reference: str = Field(default="", max_length=80)
    note: str = Field(default="", max_length=500)
    reverses_id: int | None = Field(default=None, foreign_key="movement.id")
    version: int = 1
    recorded_at: datetime = instant()
    recorded_by: int = Field(foreign_key="account.id")
    decided_at: datetime | None = instant_or_none()
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decision_note: str = Field(default="", max_length=500)


class Posting(Table, table=True):
    """One side of an approved movement; append-only. The two of a movement sum to zero."""

    __tablename__ = "posting"

    movement_id: int = Field(primary_key=True, foreign_key="movement.id")
    account: LedgerAccount = Field(primary_key=True, sa_type=str_enum(LedgerAccount))
    amount: Money = shillings()


class Balance(Table, table=True):
    """The balance of each account of a line. The CHECK is the budget control: nothing below zero."""

    __tablename__ = "balance"
    __table_args__ = (CheckConstraint("amount >= 0 OR account = 'source'", name="not_below_zero"),)

    line_id: int = Field(primary_key=True, foreign_key="budget_line.id")
    account: LedgerAccount = Field(primary_key=True, sa_type=str_enum(LedgerAccount))
    amount: Money = shillings(0)


class BudgetTotal(Table, table=True):
    """Totals of an institution's approved movements, updated in the transaction that approves each."""

    __tablename__ = "budget_total"

    institution_id: int = Field(primary_key=True, foreign_key="institution.id")
    financial_year: str = Field(primary_key=True, foreign_key="financial_year.label", index=True)
    category: Category = Field(primary_key=True, sa_type=str_enum(Category))
    nature: Nature = Field(primary_key=True, sa_type=str_enum(Nature))
    fund: Fund = Field(primary_key=True, sa_type=str_enum(Fund))
    lines: int = 0
    allocated: Money = shillings(0)
    original: Money = shillings(0)
    released: Money = shillings(0)
    committed: Money = shillings(0)
    spent: Money = shillings(0)
    last_on: date | None = None


class NationalTotal(Table, table=True):
    """Totals over all institutions, with the number that have a line of the category, and one above zero."""

    __tablename__ = "national_total"

    financial_year: str = Field(primary_key=True, foreign_key="financial_year.label")
    category: Category = Field(primary_key=True, sa_type=str_enum(Category))
    institutions: int = 0
    institutions_above_zero: int = 0
    allocated: Money = shillings(0)
    original: Money = shillings(0)
    released: Money = shillings(0)
    committed: Money = shillings(0)
    spent: Money = shillings(0)
    updated_at: datetime = instant()


class ReportingTotal(Table, table=True):
    """The number of institutions that report a year, and that set money aside for research or innovation."""

    __tablename__ = "reporting_total"

    financial_year: str = Field(primary_key=True, foreign_key="financial_year.label")
    institutions: int = 0
    setting_aside: int = 0
    updated_at: datetime = instant()
