"""Queries of the list of pending movements: filtered, sorted, paged, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.budgets import BudgetLine, Movement
from db.queries.budgets import OWN_PENDING, AnyRow, AnySelect, movement_rows
from db.queries.judging import length, slice_of
from db.queries.searching import text_holds
from innovation_hub.domain.budgets import MovementKind
from innovation_hub.domain.money import Money


class MovementOrder(StrEnum):
    """Sorting of the list: by time of recording, or by amount."""

    OLDEST = "oldest"
    NEWEST = "newest"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class WantedMovements:
    """Filters and sorting of pending movements; None does not filter.

    ``text`` is searched in the line's description and in the reference. ``least`` and ``most`` are in shillings.
    """

    text: str = ""
    kind: MovementKind | None = None
    financial_year: str | None = None
    recorder_id: int | None = None
    least: Money | None = None
    most: Money | None = None
    order: MovementOrder = MovementOrder.OLDEST


_ORDERS: dict[MovementOrder, tuple[Any, ...]] = {
    MovementOrder.OLDEST: (col(Movement.id),),
    MovementOrder.NEWEST: (col(Movement.id).desc(),),
    MovementOrder.LARGEST: (col(Movement.amount).desc(), col(Movement.id)),
}


def page(
    session: Session, institution_id: int, wanted: WantedMovements, *, offset: int, size: int
) -> tuple[Sequence[AnyRow], int]:
    """One page of the matching movements of an institution, and the number of matches."""
    rows, count = _statements(wanted)
    place = {"institution_id": institution_id}
    found = session.connection().execute(rows, place | {"offset": offset, "size": size}).all()
    return found, length(session, found, lambda: count, place, offset=offset, size=size)


def ids(session: Session, institution_id: int, wanted: WantedMovements) -> tuple[int, ...]:
    """The ids of all matching movements of an institution, in their order."""
    return tuple(session.connection().scalars(_ids(wanted), {"institution_id": institution_id}))


@lru_cache(maxsize=64)
def _ids(wanted: WantedMovements) -> Select[Any]:
    query: Select[Any] = _narrowed(select(col(Movement.id)), wanted)
    return query.order_by(*_ORDERS[wanted.order])


@lru_cache(maxsize=64)
def _statements(wanted: WantedMovements) -> tuple[AnySelect, Select[Any]]:
    """The statements of the list and of its length, cached: building them takes longer than running them.

    Names are joined for the rows of the page only.
    """
    order = _ORDERS[wanted.order]
    ids = slice_of(_ids(wanted))
    count = _narrowed(select(func.count()).select_from(Movement), wanted)
    return movement_rows(col(Movement.id).in_(ids)).order_by(*order), count


def _narrowed(query: Any, wanted: WantedMovements) -> Any:
    """The query with its conditions, joined to budget lines only if they are filtered by."""
    if wanted.text or wanted.financial_year:
        query = query.join(BudgetLine, col(BudgetLine.id) == col(Movement.line_id))
    return query.where(OWN_PENDING, *_conditions(wanted))


def _conditions(wanted: WantedMovements) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.text:
        sought = (col(BudgetLine.description), col(Movement.reference))
        where.append(or_(*(text_holds(column, wanted.text) for column in sought)))
    if wanted.kind is not None:
        where.append(col(Movement.kind) == wanted.kind)
    if wanted.financial_year is not None:
        where.append(col(BudgetLine.financial_year) == wanted.financial_year)
    if wanted.recorder_id is not None:
        where.append(col(Movement.recorded_by) == wanted.recorder_id)
    if wanted.least is not None:
        where.append(col(Movement.amount) >= wanted.least)
    if wanted.most is not None:
        where.append(col(Movement.amount) <= wanted.most)
    return where


_SOURCES = (
    select(col(BudgetLine.financial_year), col(Account.id), col(Account.name))
    .select_from(Movement)
    .join(BudgetLine, col(BudgetLine.id) == col(Movement.line_id))
    .join(Account, col(Account.id) == col(Movement.recorded_by))
    .where(OWN_PENDING)
    .distinct()
)


def sources(session: Session, institution_id: int) -> Sequence[AnyRow]:
    """Distinct pairs of financial year and recorder of an institution's pending movements."""
    return session.connection().execute(_SOURCES, {"institution_id": institution_id}).all()
