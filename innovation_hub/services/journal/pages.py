"""Reading the journal: pages of entries, newest first, by kind and record."""

import sys
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Integer, bindparam
from sqlalchemy import select as sa_select
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.journal import JournalEntry
from db.unit_of_work import read_only
from innovation_hub.domain.permissions import Actor, Permission, ensure

PAGE = 25
_NEWEST: Any = (
    sa_select(col(JournalEntry.id), col(JournalEntry.at), col(JournalEntry.hash))
    .order_by(col(JournalEntry.id).desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A journal entry for display."""

    id: int
    at: datetime
    actor: str | None
    event: str
    subject_type: str
    subject_id: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Noted:
    """The last entry as it is noted outside the hub: its hash proves all entries up to it."""

    entry: int
    at: datetime
    hash: str


def noted() -> Noted | None:
    """The last entry of the journal; None while there is none."""
    with read_only() as session:
        row = session.connection().execute(_NEWEST).first()
    return Noted(*row) if row else None


def head(session: Session) -> str:
    """The hash of the last entry, for use inside a transaction; empty while there is none."""
    row = session.connection().execute(_NEWEST).first()
    return row.hash if row else ""


def last(session: Session, subject_type: str, subject_id: int, *events: str) -> JournalEntry | None:
    """The newest entry of one of these events about a record, or None; for use inside a transaction."""
    query = sa_select(JournalEntry).where(
        col(JournalEntry.subject_type) == subject_type,
        col(JournalEntry.subject_id) == subject_id,
        col(JournalEntry.event).in_(events),
    )
    return session.scalars(query.order_by(col(JournalEntry.id).desc()).limit(1)).first()


def page(
    actor: Actor,
    *,
    before: int | None = None,
    subject_type: str | None = None,
    subject_id: int | None = None,
    size: int = PAGE,
) -> list[Entry]:
    """The newest entries, or those before an id; optionally of one kind of record or one record."""
    ensure(actor, Permission.JOURNAL_READ)
    given = {"before": before or sys.maxsize, "size": size}
    with read_only() as session:
        rows = session.connection().execute(_about(subject_type, subject_id), given)
        return [Entry(*row) for row in rows]


@lru_cache(maxsize=64)
def _about(subject_type: str | None, subject_id: int | None) -> Any:
    """The query of entries, optionally of one kind of record or one record; columns are faster than entities."""
    columns = (
        *(col(JournalEntry.id), col(JournalEntry.at), col(Account.name), col(JournalEntry.event)),
        *(col(JournalEntry.subject_type), col(JournalEntry.subject_id), col(JournalEntry.data)),
    )
    query = sa_select(*columns).outerjoin_from(
        JournalEntry, Account, col(Account.id) == col(JournalEntry.actor_id)
    )
    query = query.where(col(JournalEntry.id) < bindparam("before", type_=BigInteger))
    if subject_type:
        query = query.where(col(JournalEntry.subject_type) == subject_type)
    if subject_id is not None:
        query = query.where(col(JournalEntry.subject_id) == subject_id)
    return query.order_by(col(JournalEntry.id).desc()).limit(bindparam("size", type_=Integer))
