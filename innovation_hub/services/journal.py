"""The journal: every change of state, chained by hashes, written in the transaction that changes it."""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Integer, bindparam, text
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from db.models.accounts import Account
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork, read_only
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure

GENESIS = "0" * 64
_CHAIN_LOCK = 0x4A4F55524E
PAGE = 25


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal as it is read."""

    id: int
    at: datetime
    actor: str | None
    event: str
    subject_type: str
    subject_id: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check of the chain found: ``broken_at`` is the first entry that does not fit.

    ``holds`` tells whether an entry bears the hash that was asked for.
    """

    entries: int
    broken_at: int | None
    head: str
    holds: bool = True


def record(
    uow: UnitOfWork,
    actor: Actor,
    event: str,
    subject_type: str,
    subject_id: int,
    data: dict[str, Any] | None = None,
) -> None:
    """Append an entry to the chain in the same transaction. Call it last: on PostgreSQL it holds a lock.

    ``event`` is ``noun.verb``; ``data`` is small, JSON, and free of personal data.
    """
    session = uow.session
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    last = session.exec(select(JournalEntry.hash).order_by(col(JournalEntry.id).desc()).limit(1)).first()
    entry = JournalEntry(
        at=now(),
        actor_id=actor.account_id,
        event=event,
        subject_type=subject_type,
        subject_id=subject_id,
        data=json.loads(json.dumps(data or {}, allow_nan=False)),  # as it will be read back
        previous_hash=last or GENESIS,
        hash="",
    )
    entry.hash = entry_hash(entry)
    session.add(entry)
    session.flush()


def entry_hash(entry: JournalEntry) -> str:
    """SHA-256 over the entry's fields and the hash before it, in canonical JSON."""
    body = [
        entry.previous_hash,
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.event,
        entry.subject_type,
        entry.subject_id,
        entry.data,
    ]
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def verify(progress: Callable[[int], None] | None = None, *, noted: str | None = None) -> Verdict:
    """Walk the whole chain and compare every hash; for the command line and the auditor.

    ``progress`` is told how many entries have been checked, a thousand at a time. A chain whose end was cut
    off is whole in itself: only the hash of its last entry, ``noted`` earlier and kept elsewhere, shows that.
    """
    previous, count, holds = GENESIS, 0, noted is None
    with read_only() as session:
        for entry in _in_order(session):
            if entry.previous_hash != previous or entry_hash(entry) != entry.hash:
                return Verdict(count, entry.id, previous, holds)
            previous, count = entry.hash, count + 1
            holds = holds or entry.hash == noted
            if progress and count % 1000 == 0:
                progress(count)
    return Verdict(count, None, previous, holds)


def check(actor: Actor, progress: Callable[[int], None] | None = None) -> Verdict:
    """`verify`, for those who may read the journal."""
    ensure(actor, Permission.JOURNAL_READ)
    return verify(progress)


def _in_order(session: Session) -> Iterator[JournalEntry]:
    last = 0
    while True:
        query = select(JournalEntry).where(col(JournalEntry.id) > last).order_by(col(JournalEntry.id))
        batch = session.exec(query.limit(1000)).all()
        if not batch:
            return
        yield from batch
        last = batch[-1].id or last
        session.expunge_all()


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
    """The entries about some records as a statement: columns, for entities cost more on every run of the page."""
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
