"""Queries about budgets: lines, balances, movements and stored totals. Nothing here sums the ledger.

The statements are built once: building one takes longer than running it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    cast,
    func,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.budgets import Balance, BudgetLine, BudgetTotal, Movement
from db.models.institutions import FinancialYear, Institution
from innovation_hub.domain.budgets import LedgerAccount, MovementKind, MovementState
from innovation_hub.domain.money import Money

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]

# Written out, not bound: the index of waiting movements serves only a condition that names their state.
PENDING = col(Movement.state) == bindparam("state", MovementState.PENDING, literal_execute=True)
_LIVE = (MovementState.PENDING, MovementState.APPROVED)
_OFFSET, _SIZE = bindparam("offset", type_=Integer), bindparam("size", type_=Integer)
_INSTITUTION = bindparam("institution_id", type_=Integer)
_LINE = bindparam("line_id", type_=Integer)


def movement_rows(condition: ColumnElement[bool]) -> AnySelect:
    """A query of movements with their line, the people's names, the kind reversed, and whether they are reversed."""
    recorder, decider = aliased(Account), aliased(Account)
    undone, undoing = aliased(Movement), aliased(Movement)
    own = (
        Movement.id,
        Movement.line_id,
        Movement.kind,
        Movement.state,
        Movement.amount,
        Movement.happened_on,
        Movement.reference,
        Movement.note,
        Movement.version,
        Movement.recorded_at,
        Movement.recorded_by,
        Movement.decided_at,
        Movement.decision_note,
        Movement.reverses_id,
    )
    query: AnySelect = select(
        *(col(each) for each in own),
        col(recorder.name).label("recorder"),
        col(decider.name).label("decider"),
        col(undone.kind).label("reverses"),
        col(undoing.state).label("reversal_state"),
        col(BudgetLine.description),
        col(BudgetLine.category),
        col(BudgetLine.financial_year),
    )
    return (
        query.join(BudgetLine, col(BudgetLine.id) == col(Movement.line_id))
        .join(recorder, col(recorder.id) == col(Movement.recorded_by))
        .outerjoin(decider, col(decider.id) == col(Movement.decided_by))
        .outerjoin(undone, col(undone.id) == col(Movement.reverses_id))
        .outerjoin(undoing, and_(col(undoing.reverses_id) == col(Movement.id), col(undoing.state).in_(_LIVE)))
        .where(condition)
    )


_NAMES = select(col(Institution.name_sw), col(Institution.name_en)).where(col(Institution.id) == _INSTITUTION)
_YEARS = select(col(FinancialYear.label)).order_by(col(FinancialYear.label).desc())
_TOTALS = select(
    col(BudgetTotal.category),
    col(BudgetTotal.nature),
    col(BudgetTotal.fund),
    col(BudgetTotal.lines),
    col(BudgetTotal.original),
    col(BudgetTotal.allocated),
    col(BudgetTotal.released),
    col(BudgetTotal.committed),
    col(BudgetTotal.spent),
).where(
    col(BudgetTotal.institution_id) == _INSTITUTION,
    col(BudgetTotal.financial_year) == bindparam("financial_year"),
)
_BALANCES = select(col(Balance.line_id), col(Balance.account), col(Balance.amount)).where(
    col(Balance.line_id).in_(bindparam("line_ids", expanding=True))
)
OWN_PENDING = and_(col(Movement.institution_id) == _INSTITUTION, PENDING)
_PENDING_BY_LINE: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(col(Movement.line_id), func.count())
    .where(PENDING, col(Movement.line_id).in_(bindparam("line_ids", expanding=True)))
    .group_by(col(Movement.line_id)),
    select(cast(null(), Integer), func.count()).where(OWN_PENDING),
)
_PENDING_ALLOCATION = (
    select(col(Movement.id))
    .where(col(Movement.line_id) == _LINE, PENDING, col(Movement.kind) == MovementKind.ALLOCATION)
    .limit(1)
)
_MOVEMENTS = (
    movement_rows(col(Movement.line_id) == _LINE)
    .order_by(col(Movement.id).desc())
    .offset(_OFFSET)
    .limit(_SIZE)
)
_FIRST_APPROVED = (
    select(col(Movement.decided_at))
    .where(
        col(Movement.line_id) == _LINE,
        col(Movement.kind) == MovementKind.ALLOCATION,
        col(Movement.state) == MovementState.APPROVED,
    )
    .order_by(col(Movement.id))
    .limit(1)
)
_SO_FAR = select(
    select(func.count()).select_from(Movement).where(col(Movement.line_id) == _LINE).scalar_subquery(),
    _FIRST_APPROVED.scalar_subquery(),
)
_PENDING_ONE = movement_rows(and_(OWN_PENDING, col(Movement.id) == bindparam("movement_id", type_=Integer)))

_ONE = movement_rows(
    and_(
        col(Movement.institution_id) == bindparam("institution_id", type_=Integer),
        col(Movement.id) == bindparam("movement_id", type_=Integer),
    )
)
_SOME = movement_rows(
    and_(col(Movement.institution_id) == _INSTITUTION, col(Movement.id).in_(bindparam("ids", expanding=True)))
).order_by(col(Movement.id))


def _rows(
    session: Session, query: AnySelect | CompoundSelect[*tuple[Any, ...]], **values: Any
) -> Sequence[AnyRow]:
    session.flush()
    return session.connection().execute(query, values).all()


def _number(session: Session, query: AnySelect, **values: Any) -> int:
    return int(_rows(session, query, **values)[0][0])


def names(session: Session, institution_id: int) -> tuple[str, str]:
    """An institution's name in Swahili and in English."""
    ((swahili, english),) = _rows(session, _NAMES, institution_id=institution_id)
    return swahili, english


def years(session: Session) -> list[str]:
    """Every financial year the hub knows, newest first."""
    return [label for (label,) in _rows(session, _YEARS)]


def totals(session: Session, institution_id: int, financial_year: str) -> Sequence[AnyRow]:
    """An institution's stored totals of a year, a row for each category, nature and fund."""
    return _rows(session, _TOTALS, institution_id=institution_id, financial_year=financial_year)


def balances(session: Session, line_id: int) -> dict[LedgerAccount, Money]:
    """The balance of each account of a line."""
    return balances_of(session, [line_id]).get(line_id, {})


def balances_of(session: Session, line_ids: Sequence[int]) -> dict[int, dict[LedgerAccount, Money]]:
    """The balance of each account of several lines, in one statement."""
    found: dict[int, dict[LedgerAccount, Money]] = {}
    for line_id, account, amount in _rows(session, _BALANCES, line_ids=list(line_ids)):
        found.setdefault(line_id, {})[account] = amount
    return found


def pending_by_line(
    session: Session, institution_id: int, line_ids: Sequence[int]
) -> tuple[dict[int, int], int]:
    """How many movements of these lines wait for approval, by line; and how many of the institution in all."""
    rows = _rows(session, _PENDING_BY_LINE, institution_id=institution_id, line_ids=list(line_ids))
    counts = {line_id: waiting for line_id, waiting in rows}  # noqa: C416 -- a row is not a pair to the type checker
    return counts, counts.pop(None)


def pending_allocation(session: Session, line_id: int) -> bool:
    """Whether a first allocation of the line waits for approval."""
    return bool(_rows(session, _PENDING_ALLOCATION, line_id=line_id))


def movements(session: Session, line_id: int, *, offset: int, size: int) -> Sequence[AnyRow]:
    """A page of a line's movements, newest first, with who recorded and who decided each."""
    return _rows(session, _MOVEMENTS, line_id=line_id, offset=offset, size=size)


def so_far(session: Session, line_id: int) -> tuple[int, datetime | None]:
    """How many movements a line has, in any state, and when its first allocation was approved (None: never yet)."""
    ((count, approved_at),) = _rows(session, _SO_FAR, line_id=line_id)
    return count, approved_at


def pending_one(session: Session, institution_id: int, movement_id: int) -> AnyRow | None:
    """A movement of the institution that waits for approval; None when it does not."""
    rows = _rows(session, _PENDING_ONE, institution_id=institution_id, movement_id=movement_id)
    return rows[0] if rows else None


def movement(session: Session, institution_id: int, movement_id: int) -> AnyRow | None:
    """A movement of the institution in any state; None when there is none."""
    rows = _rows(session, _ONE, institution_id=institution_id, movement_id=movement_id)
    return rows[0] if rows else None


def movements_of(session: Session, institution_id: int, ids: Sequence[int]) -> Sequence[AnyRow]:
    """Those of the movements that are the institution's, in any state, in the order they were recorded."""
    return _rows(session, _SOME, institution_id=institution_id, ids=list(ids))


def own(session: Session, institution_id: int, ids: Sequence[int]) -> Sequence[Movement]:
    """The same as `movements_of`, as records to be written; the caller has locked the institution's books."""
    query = select(Movement).where(col(Movement.institution_id) == institution_id, col(Movement.id).in_(ids))
    return session.scalars(query.order_by(col(Movement.id))).all()
