"""The previous and the next record of a sorted list, in one statement for a list of any length."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

Near = tuple[tuple[int, ...], int, int]
"""The ids of the previous record, the record and the next one; how many records come before them; how many in all."""


def around(
    session: Session, ids: Any, order: Sequence[Any], current: int, values: Mapping[str, Any]
) -> Near | None:
    """The neighbours of the record ``current`` in the query ``ids``, sorted by ``order``; None if it is not in it."""
    (own,) = ids.selected_columns
    listed = ids.add_columns(
        func.lag(own).over(order_by=order).label("before"),
        func.lead(own).over(order_by=order).label("after"),
        func.row_number().over(order_by=order).label("place"),
        func.count().over().label("total"),
    ).subquery()
    query = select(listed.c.before, listed.c.after, listed.c.place, listed.c.total)
    row = session.connection().execute(query.where(listed.c.id == current), values).first()
    if row is None:
        return None
    found = tuple(one for one in (row.before, current, row.after) if one is not None)
    return found, row.place - 1 - found.index(current), row.total
