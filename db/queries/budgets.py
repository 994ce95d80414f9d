"""Queries about budgets: lines, balances, movements and kept totals. Nothing here sums the ledger."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.budgets import (
    Balance,
    BudgetLine,
    BudgetTotal,
    Movement,
)
from db.models.institutions import FinancialYear
from innovation_hub.domain.budgets import LedgerAccount, MovementKind, MovementState
from innovation_hub.domain.money import Money

# Written out, not bound: the index of waiting movements serves only a condition that names their state.
PENDING = col(Movement.state) == bindparam("state", MovementState.PENDING, literal_execute=True)
_LIVE = (MovementState.PENDING, MovementState.APPROVED)


def years(session: Session) -> list[str]:
    """Every financial year the hub knows, newest first."""
    return list(session.scalars(select(col(FinancialYear.label)).order_by(col(FinancialYear.label).desc())))


def totals(session: Session, institution_id: int, financial_year: str) -> Sequence[Row[Any]]:
    """An institution's kept totals of a year, a row for each category, nature and fund."""
    return session.execute(_totals().where(*_of(institution_id, financial_year))).all()


def lines(
    session: Session, institution_id: int, financial_year: str, *, offset: int, size: int
) -> Sequence[Row[Any]]:
    """A page of an institution's lines of a year: id, category, …, ``total`` lines in all."""
    line = BudgetLine
    query = (
        select(
            col(line.id),
            col(line.category),
            col(line.nature),
            col(line.fund),
            col(line.description),
            col(line.gfs_code),
            col(line.reported),
            func.count().over().label("total"),
        )
        .where(col(line.institution_id) == institution_id, col(line.financial_year) == financial_year)
        .order_by(col(line.category), col(line.id))
    )
    return session.execute(query.offset(offset).limit(size)).all()


def balances(session: Session, line_id: int) -> dict[LedgerAccount, Money]:
    """What stands on each account of a line."""
    return balances_of(session, [line_id]).get(line_id, {})


def balances_of(session: Session, line_ids: Sequence[int]) -> dict[int, dict[LedgerAccount, Money]]:
    """What stands on each account of several lines, in one statement."""
    found: dict[int, dict[LedgerAccount, Money]] = {}
    query = select(col(Balance.line_id), col(Balance.account), col(Balance.amount))
    for line_id, account, amount in session.execute(query.where(col(Balance.line_id).in_(line_ids))):
        found.setdefault(line_id, {})[account] = amount
    return found


def pending_by_line(session: Session, institution_id: int) -> dict[int, int]:
    """How many movements of each of an institution's lines wait for approval."""
    query = (
        select(col(Movement.line_id), func.count())
        .where(col(Movement.institution_id) == institution_id, PENDING)
        .group_by(col(Movement.line_id))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def pending_allocation(session: Session, line_id: int) -> bool:
    """Whether a first allocation of the line waits for approval."""
    query = select(col(Movement.id)).where(
        col(Movement.line_id) == line_id, PENDING, col(Movement.kind) == MovementKind.ALLOCATION
    )
    return session.execute(query.limit(1)).first() is not None


def movements(session: Session, line_id: int, *, offset: int, size: int) -> Sequence[Row[Any]]:
    """A page of a line's movements, newest first, with who recorded and who decided each."""
    query = _MOVEMENTS.where(col(Movement.line_id) == line_id)
    return session.execute(query.order_by(col(Movement.id).desc()).offset(offset).limit(size)).all()


def movement_count(session: Session, line_id: int) -> int:
    """How many movements a line has, in any state."""
    query = select(func.count()).select_from(Movement).where(col(Movement.line_id) == line_id)
    return int(session.execute(query).scalar_one())


def pending(session: Session, institution_id: int, *, offset: int, size: int) -> Sequence[Row[Any]]:
    """A page of what waits for approval in an institution, oldest first."""
    query = _MOVEMENTS.where(col(Movement.institution_id) == institution_id, PENDING)
    return session.execute(query.order_by(col(Movement.id)).offset(offset).limit(size)).all()


def pending_one(session: Session, institution_id: int, movement_id: int) -> Row[Any] | None:
    """A movement of the institution that waits for approval; None when it does not."""
    own = and_(col(Movement.institution_id) == institution_id, PENDING, col(Movement.id) == movement_id)
    return session.execute(_MOVEMENTS.where(own)).first()


def pending_count(session: Session, institution_id: int) -> int:
    """How many movements of an institution wait for approval."""
    query = select(func.count()).where(col(Movement.institution_id) == institution_id, PENDING)
    return int(session.execute(query).scalar_one())


def _totals() -> Select[*tuple[Any, ...]]:
    table = BudgetTotal
    return select(
        col(table.financial_year),
        col(table.category),
        col(table.nature),
        col(table.fund),
        col(table.lines),
        col(table.original),
        col(table.allocated),
        col(table.released),
        col(table.committed),
        col(table.spent),
        col(table.last_on),
    )


def _of(institution_id: int, financial_year: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(BudgetTotal.institution_id) == institution_id,
        col(BudgetTotal.financial_year) == financial_year,
    )


_RECORDER, _DECIDER = aliased(Account), aliased(Account)
_UNDONE, _UNDOING = aliased(Movement), aliased(Movement)
# Movements with their line, the people's names, the kind undone, and whether they are undone; built once, for that
# takes longer than asking.
_MOVEMENTS: Select[*tuple[Any, ...]] = (
    select(
        col(Movement.id),
        col(Movement.line_id),
        col(Movement.kind),
        col(Movement.state),
        col(Movement.amount),
        col(Movement.happened_on),
        col(Movement.reference),
        col(Movement.note),
        col(Movement.version),
        col(Movement.recorded_at),
        col(Movement.recorded_by),
        col(Movement.decided_at),
        col(Movement.decision_note),
        col(Movement.reverses_id),
        col(_RECORDER.name).label("recorder"),
        col(_DECIDER.name).label("decider"),
        col(_UNDONE.kind).label("reverses"),
        col(_UNDOING.state).label("reversal_state"),
        col(BudgetLine.description),
        col(BudgetLine.category),
        col(BudgetLine.financial_year),
    )
    .join(BudgetLine, col(BudgetLine.id) == col(Movement.line_id))
    .join(_RECORDER, col(_RECORDER.id) == col(Movement.recorded_by))
    .outerjoin(_DECIDER, col(_DECIDER.id) == col(Movement.decided_by))
    .outerjoin(_UNDONE, col(_UNDONE.id) == col(Movement.reverses_id))
    .outerjoin(_UNDOING, and_(col(_UNDOING.reverses_id) == col(Movement.id), col(_UNDOING.state).in_(_LIVE)))
)
