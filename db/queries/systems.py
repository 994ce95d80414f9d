"""Queries about the register of government systems."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from db.models.systems import RegisteredSystem
from db.queries.searching import holds


def page(
    session: Session, text: str, *, offset: int, limit: int | None
) -> tuple[Sequence[RegisteredSystem], int]:
    """Systems whose names or owner hold the text, by name; and how many there are."""
    where: list[Any] = []
    if text:
        where.append(holds(col(RegisteredSystem.search_key), text))
    ordered = (
        select(RegisteredSystem)
        .where(*where)
        .order_by(col(RegisteredSystem.search_key), col(RegisteredSystem.id))
    )
    rows = session.execute(ordered.offset(offset).limit(limit)).scalars().all()
    total = session.execute(select(func.count()).select_from(RegisteredSystem).where(*where)).scalar_one()
    return rows, total


def stamp(session: Session) -> tuple[int, datetime | None]:
    """The number of systems, and when one was written last."""
    query = select(func.count(), func.max(RegisteredSystem.updated_at))
    count, latest = session.execute(query).one()
    return int(count), latest


def by_key(session: Session, keys: Collection[str]) -> dict[str, RegisteredSystem]:
    """The systems with these keys."""
    found: dict[str, RegisteredSystem] = {}
    listed = sorted(keys)
    for start in range(0, len(listed), _ASKED):
        some = listed[start : start + _ASKED]
        query = select(RegisteredSystem).where(col(RegisteredSystem.key).in_(some)).with_for_update()
        found |= {row.key: row for row in session.execute(query).scalars()}
    return found


def owners(session: Session) -> Sequence[str]:
    """Every owner of a system, once."""
    return session.execute(select(col(RegisteredSystem.owner)).distinct()).scalars().all()


def owned(session: Session, names: Collection[str]) -> Sequence[RegisteredSystem]:
    """The systems of these owners, by their ids."""
    query = select(RegisteredSystem).where(col(RegisteredSystem.owner).in_(names))
    return session.execute(query.order_by(col(RegisteredSystem.id)).with_for_update()).scalars().all()


_ASKED = 500
