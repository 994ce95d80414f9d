"""Queries about the journal: the history of one record, and what was noted."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, bindparam, exists, func, select, union_all
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.budgets import Movement
from db.models.journal import JournalEntry, NotedDay

_ID = bindparam("subject_id", type_=Integer)
PARTS: dict[str, tuple[str, Any]] = {
    "budget_line": ("movement", select(col(Movement.id)).where(col(Movement.line_id) == _ID)),
}
"""Records that belong to another one, whose entries are part of its history: their kind, and their ids."""


def noted_since(session: Session, day: date) -> bool:
    """Whether this day, or a later one, was noted."""
    return bool(session.scalar(select(exists().where(col(NotedDay.day) >= day))))


def history(
    session: Session, kind: str, record_id: int, *, offset: int, size: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """A page of the entries about a record and its parts, newest first: id, at, the account's name, event, ….

    The columns are those of `innovation_hub.services.journal.pages.Entry`, in its order.
    """
    values = {"subject_id": record_id, "offset": offset, "size": size}
    return session.connection().execute(_page(kind), values).all()


def history_length(session: Session, kind: str, record_id: int) -> int:
    """How many entries the history of a record has."""
    return int(session.connection().execute(_count(kind), {"subject_id": record_id}).scalar_one())


def last_times(session: Session, kind: str, record_id: int) -> dict[str, datetime]:
    """When each event last happened to a record itself, by the event's name."""
    rows = session.connection().execute(_TIMES, {"kind": kind, "subject_id": record_id})
    return {event: at for event, at in rows}  # noqa: C416 -- a row is not a pair to the type checker


_TIMES = (
    select(col(JournalEntry.event), func.max(col(JournalEntry.at)))
    .where(col(JournalEntry.subject_type) == bindparam("kind"), col(JournalEntry.subject_id) == _ID)
    .group_by(col(JournalEntry.event))
)


def _ids(kind: str) -> Any:
    """The ids of the entries. Two parts, not one condition with OR: each is read from the index of subjects."""

    def about(name: str, which: ColumnElement[bool]) -> Any:
        return select(col(JournalEntry.id)).where(col(JournalEntry.subject_type) == name, which)

    own = about(kind, col(JournalEntry.subject_id) == _ID)
    if kind not in PARTS:
        return own
    name, ids = PARTS[kind]
    return union_all(own, about(name, col(JournalEntry.subject_id).in_(ids)))


@lru_cache(maxsize=8)
def _count(kind: str) -> Any:
    return select(func.count()).select_from(_ids(kind).subquery())


@lru_cache(maxsize=8)
def _page(kind: str) -> Any:
    columns = (
        *(col(JournalEntry.id), col(JournalEntry.at), col(Account.name), col(JournalEntry.event)),
        *(col(JournalEntry.subject_type), col(JournalEntry.subject_id), col(JournalEntry.data)),
    )
    found = _ids(kind).subquery()
    return (
        select(*columns)
        .join_from(JournalEntry, found, found.c.id == col(JournalEntry.id))
        .outerjoin(Account, col(Account.id) == col(JournalEntry.actor_id))
        .order_by(col(JournalEntry.id).desc())
        .offset(bindparam("offset", type_=Integer))
        .limit(bindparam("size", type_=Integer))
    )
