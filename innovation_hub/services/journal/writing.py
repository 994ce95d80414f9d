"""Writing journal entries with hashes of the changed records, also of changes that no service has journalled."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from db.digests import digests
from db.models.journal import JournalEntry
from db.records import BY_NAME
from db.touched import touched
from db.unit_of_work import UnitOfWork, before_commit
from innovation_hub.domain.canonical import canonical, sha256
from innovation_hub.domain.clock import Clock, now
from innovation_hub.domain.permissions import SYSTEM, Actor

GENESIS = "0" * 64
_CHAIN_LOCK = 0x4A4F55524E
_WAITING = "entries to append"
SEALED = "records.sealed"
"""The event of changes that no service has journalled itself."""


@dataclass(frozen=True, slots=True)
class _PendingEntry:
    at: datetime
    actor: Actor
    event: str
    subject: tuple[str, int]
    data: dict[str, Any]


def record(
    uow: UnitOfWork,
    actor: Actor,
    event: str,
    subject_type: str,
    subject_id: int,
    data: dict[str, Any] | None = None,
) -> None:
    """Queue an entry; it is appended to the chain right before the transaction is committed.

    ``event`` is ``noun.verb``; ``data`` is small, JSON, and free of personal data. The entry holds the hash of its
    subject at the commit; the last entry of a transaction also those of all other changed records.
    """
    content = json.loads(json.dumps(data or {}, allow_nan=False))  # as the database returns it
    waiting: list[_PendingEntry] = uow.session.info.setdefault(_WAITING, [])
    waiting.append(_PendingEntry(now(), actor, event, (subject_type, subject_id), content))


def append(
    session: Session, entry: JournalEntry, records: dict[str, str | None], actor: Actor = SYSTEM
) -> None:
    """Append an entry with these hashes of records to the chain. On PostgreSQL it holds a lock until the commit."""
    _append(session, [(entry, records, actor)])


def _append(session: Session, entries: list[tuple[JournalEntry, dict[str, str | None], Actor]]) -> None:
    """Append entries in their order, with one query for the end of the chain and one insert."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    newest = select(JournalEntry.id, JournalEntry.at, JournalEntry.hash).order_by(col(JournalEntry.id).desc())
    last = session.exec(newest.limit(1)).first()
    number, before, previous = last or (0, entries[0][0].at, GENESIS)
    for entry, records, actor in entries:
        # Numbered here, not by a sequence: a rollback would leave a gap.
        entry.id = number = max(number or 0, 0) + 1
        if not Clock.moved:
            entry.at = max(entry.at, before)  # in order, even after the clock was set back
        before = entry.at
        entry.actor_id, entry.records, entry.previous_hash = actor.account_id, records, previous
        entry.hash = previous = entry_hash(entry)
    session.add_all([entry for entry, _, _ in entries])
    session.flush()


def entry_hash(entry: Any) -> str:
    """SHA-256 over the entry's fields and the previous hash; entries of older releases have no hashes of records."""
    body = [
        entry.previous_hash,
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.event,
        entry.subject_type,
        entry.subject_id,
        entry.data,
    ]
    return sha256(canonical(body if entry.records is None else [*body, entry.records]))


def name_of(kind: str, record_id: int) -> str:
    """How an entry names a record."""
    return f"{kind}:{record_id}"


def _hashes(session: Session, subjects: list[tuple[str, int]]) -> dict[str, str | None]:
    """The hashes of the changed records by name; None for a subject that was deleted."""
    changed = touched(session)
    for kind, record_id in subjects:
        if kind in BY_NAME:
            changed.setdefault(kind, set()).add(record_id)
    hashes: dict[str, str | None] = {}
    for kind, ids in sorted(changed.items()):
        found = digests(session, BY_NAME[kind], ids)
        known = sorted(ids if subjects else found)  # drafts are saved often, and need no entry
        hashes |= {name_of(kind, one): found.get(one) for one in known}
    return hashes


def _write(session: Session) -> None:
    """Append the pending entries, with the hashes of every record that was changed, with or without an entry."""
    session.flush()
    waiting: list[_PendingEntry] = session.info.pop(_WAITING, [])
    hashes = _hashes(session, [one.subject for one in waiting])
    if hashes and not waiting:
        waiting = [_PendingEntry(now(), SYSTEM, SEALED, ("records", 0), {})]
    entries = []
    for n, pending in enumerate(waiting, start=1):
        own = name_of(*pending.subject)
        carried = hashes if n == len(waiting) else {own: hashes.pop(own)} if own in hashes else {}
        entry = JournalEntry(
            at=pending.at,
            event=pending.event,
            subject_type=pending.subject[0],
            subject_id=pending.subject[1],
            data=pending.data,
            previous_hash="",
            hash="",
        )
        entries.append((entry, carried, pending.actor))
    if entries:
        _append(session, entries)


before_commit(_write)
