"""Queries about the ledger: the lock on an institution's books, and balances and totals summed from the postings."""

from typing import Any

from sqlalchemy import BigInteger, Row, Select, and_, case, cast, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models.budgets import (
    BudgetLine,
    BudgetTotal,
    Movement,
    Posting,
)
from db.models.institutions import Institution
from innovation_hub.domain.budgets import (
    ALLOCATED,
    RELEASED,
    SPENT,
    Category,
    LedgerAccount,
    MovementKind,
    MovementState,
)
from innovation_hub.domain.money import Money


def hold(session: Session, institution_id: int) -> Row[tuple[bool, bool]] | None:
    """Lock an institution's books for this transaction; returns (public, active), or None.

    The first lock of every such transaction. Those of two institutions share only the national totals
    and the journal, which all lock in the same order, to prevent deadlocks.
    """
    query = select(col(Institution.public), col(Institution.active)).where(
        col(Institution.id) == institution_id
    )
    return session.execute(query.with_for_update(key_share=True)).first()


def standing(session: Session, institution_id: int, financial_year: str) -> dict[Category, tuple[int, Money]]:
    """Approved lines and revised allocation of an institution's year, by category."""
    rows = session.execute(
        select(
            col(BudgetTotal.category),
            cast(func.sum(BudgetTotal.lines), BigInteger),
            cast(func.sum(BudgetTotal.allocated), BigInteger),
        )
        .where(
            col(BudgetTotal.institution_id) == institution_id,
            col(BudgetTotal.financial_year) == financial_year,
        )
        .group_by(col(BudgetTotal.category))
    )
    return {category: (lines, allocated) for category, lines, allocated in rows}


def balances_from_postings() -> Select[*tuple[Any, ...]]:
    """(line, account, amount), summed from the postings."""
    return (
        select(
            col(Movement.line_id).label("line_id"),
            col(Posting.account).label("account"),
            cast(func.sum(Posting.amount), BigInteger).label("amount"),
        )
        .join(Movement, col(Movement.id) == col(Posting.movement_id))
        .group_by(col(Movement.line_id), col(Posting.account))
    )


def totals_from_postings() -> Select[*tuple[Any, ...]]:
    """The rows of `BudgetTotal` without their date, summed from the postings."""
    undone = aliased(Movement)
    # The side of a posting that stands for a first allocation, forwards or undone.
    first = and_(
        col(Posting.account) == LedgerAccount.UNRELEASED,
        or_(col(Movement.kind) == MovementKind.ALLOCATION, col(undone.kind) == MovementKind.ALLOCATION),
    )
    count = case((col(Movement.kind) == MovementKind.REVERSAL, -1), else_=1)

    def total(condition: Any, value: Any, name: str) -> Any:
        return cast(func.sum(case((condition, value), else_=0)), BigInteger).label(name)

    key = (
        col(BudgetLine.institution_id),
        col(BudgetLine.financial_year),
        col(BudgetLine.category),
        col(BudgetLine.nature),
        col(BudgetLine.fund),
    )
    account, amount = col(Posting.account), col(Posting.amount)
    return (
        select(
            *key,
            total(first, count, "lines"),
            total(first, amount, "original"),
            total(account.in_(ALLOCATED), amount, "allocated"),
            total(account.in_(RELEASED), amount, "released"),
            total(account == LedgerAccount.COMMITTED, amount, "committed"),
            total(account.in_(SPENT), amount, "spent"),
        )
        .join(Movement, col(Movement.id) == col(Posting.movement_id))
        .join(BudgetLine, col(BudgetLine.id) == col(Movement.line_id))
        .outerjoin(undone, col(undone.id) == col(Movement.reverses_id))
        .group_by(*key)
    )


def unbalanced(session: Session) -> list[int]:
    """Movements whose books are wrong: approved without two postings summing to zero, or posted unapproved."""
    sums = (
        select(
            col(Posting.movement_id).label("movement_id"),
            func.count().label("sides"),
            func.sum(Posting.amount).label("sum"),
        )
        .group_by(col(Posting.movement_id))
        .subquery()
    )
    approved = col(Movement.state) == MovementState.APPROVED
    good = and_(sums.c.sides == 2, sums.c.sum == 0)
    query = (
        select(col(Movement.id))
        .outerjoin(sums, sums.c.movement_id == col(Movement.id))
        .where(
            or_(
                and_(approved, or_(sums.c.sides.is_(None), ~good)),
                and_(~approved, sums.c.sides.is_not(None)),
            )
        )
        .order_by(col(Movement.id))
    )
    return [movement_id for (movement_id,) in session.execute(query.limit(20)) if movement_id is not None]
