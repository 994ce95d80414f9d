"""Queries of the list of an institution's budget lines of a year: filtered, sorted, paged, counted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlmodel import Session, col

from db.models.budgets import Balance, BudgetLine, Movement
from db.queries.budgets import OWN_PENDING, AnyRow, AnySelect
from db.queries.judging import length, number, slice_of
from db.queries.searching import text_holds
from innovation_hub.domain.budgets import ALLOCATED, LEFT, Category, Fund, LedgerAccount, Nature


class LineOrder(StrEnum):
    """Sorting of the list; ``CATEGORY`` sorts by category, then by time of creation."""

    CATEGORY = "category"
    NEWEST = "newest"
    ALLOCATED = "allocated"
    LEFT = "left"


class LineState(StrEnum):
    """States to filter lines by: no approved allocation, a pending movement, or an overrun."""

    NOT_REPORTED = "not_reported"
    WAITING = "waiting"
    OVERSPENT = "overspent"


@dataclass(frozen=True, slots=True)
class WantedLines:
    """Filters and sorting of budget lines; None does not filter.

    ``text`` is searched in description, name of the source and GFS code.
    """

    text: str = ""
    category: Category | None = None
    nature: Nature | None = None
    fund: Fund | None = None
    state: LineState | None = None
    order: LineOrder = LineOrder.CATEGORY


def page(
    session: Session, institution_id: int, year: str, wanted: WantedLines, *, offset: int, size: int
) -> tuple[Sequence[AnyRow], int]:
    """One page of the matching lines of a financial year, and the number of matches."""
    rows, count = _statements(wanted)
    place = _place(institution_id, year)
    found = session.connection().execute(rows, place | {"offset": offset, "size": size}).all()
    return found, length(session, found, lambda: count, place, offset=offset, size=size)


def ids(session: Session, institution_id: int, year: str, wanted: WantedLines) -> tuple[int, ...]:
    """The ids of all matching lines of a financial year, in their order."""
    return tuple(session.connection().scalars(_ids(wanted), _place(institution_id, year)))


@lru_cache(maxsize=64)
def _ids(wanted: WantedLines) -> Select[Any]:
    return select(col(BudgetLine.id)).where(*_conditions(wanted)).order_by(*_order(wanted.order))


def _place(institution_id: int, year: str) -> dict[str, Any]:
    return {"institution_id": institution_id, "financial_year": year}


@lru_cache(maxsize=64)
def _statements(wanted: WantedLines) -> tuple[AnySelect, Select[Any]]:
    """The statements of the list and of its length, cached: building them takes longer than running them."""
    columns = (
        BudgetLine.id,
        BudgetLine.category,
        BudgetLine.nature,
        BudgetLine.fund,
        BudgetLine.description,
        BudgetLine.gfs_code,
        BudgetLine.reported,
    )
    where = _conditions(wanted)
    rows: AnySelect = select(*(col(each) for each in columns)).where(*where).order_by(*_order(wanted.order))
    return slice_of(rows), select(func.count()).select_from(BudgetLine).where(*where)


def _conditions(wanted: WantedLines) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [
        col(BudgetLine.institution_id) == number("institution_id"),
        col(BudgetLine.financial_year) == bindparam("financial_year"),
    ]
    if wanted.text:
        sought = (col(BudgetLine.description), col(BudgetLine.fund_source), col(BudgetLine.gfs_code))
        where.append(or_(*(text_holds(column, wanted.text) for column in sought)))
    for name in ("category", "nature", "fund"):
        if (value := getattr(wanted, name)) is not None:
            where.append(col(getattr(BudgetLine, name)) == value)
    if wanted.state is not None:
        where.append(_in_state(wanted.state))
    return where


def _in_state(state: LineState) -> ColumnElement[bool]:
    if state is LineState.NOT_REPORTED:
        return col(BudgetLine.reported).is_(False)
    if state is LineState.WAITING:
        return col(BudgetLine.id).in_(select(col(Movement.line_id)).where(OWN_PENDING))
    return _sum({LedgerAccount.OVERRUN}) > 0


def _sum(accounts: Collection[LedgerAccount]) -> ColumnElement[int]:
    """The sum of a line's balances of these accounts, in shillings."""
    total = select(func.coalesce(func.sum(col(Balance.amount)), 0))
    own = (col(Balance.line_id) == col(BudgetLine.id), col(Balance.account).in_(accounts))
    return total.where(*own).correlate(BudgetLine).scalar_subquery()


def _order(order: LineOrder) -> tuple[Any, ...]:
    orders: dict[LineOrder, tuple[Any, ...]] = {
        LineOrder.CATEGORY: (col(BudgetLine.category), col(BudgetLine.id)),
        LineOrder.NEWEST: (col(BudgetLine.id).desc(),),
        LineOrder.ALLOCATED: (_sum(ALLOCATED).desc(), col(BudgetLine.id)),
        LineOrder.LEFT: (_sum(LEFT), col(BudgetLine.id)),
    }
    return orders[order]
