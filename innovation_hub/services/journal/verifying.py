"""Verification of the journal: the chain, and every record against its hash in the last entry about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session, col

from db.digests import walk
from db.engine import engine
from db.models.journal import JournalEntry
from db.records import KINDS
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.services.journal.contents import Fault, Wrong, contents
from innovation_hub.services.journal.writing import GENESIS, entry_hash, name_of

Progress = Callable[[int], None]
Seals = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result: ``broken_at`` is the first entry that does not fit the chain; ``faults`` are records that differ.

    ``holds``: whether every hash in ``noted`` is in the chain. ``records`` is how many were compared.
    """

    entries: int
    broken_at: int | None
    head: str
    holds: bool = True
    records: int = 0
    faults: tuple[Fault, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the chain is intact and every record has its hash in the journal."""
        return self.broken_at is None and not self.faults


def verify(progress: Progress | None = None, *, noted: str | tuple[str, ...] | None = None) -> Verdict:
    """Verify the hash of every entry, then every record; for the command line and the auditor.

    ``progress`` is called with the number of entries checked, every thousand. A chain whose end was cut
    off is valid in itself: only hashes of its entries that were ``noted`` outside the hub show that.
    """
    with _one_moment() as session:
        missing = {noted} if isinstance(noted, str) else set(noted or ())
        seals: Seals = {}
        previous, last, count, written = GENESIS, 0, 0, False
        for entry in _in_order(session):
            written = written or entry.records is not None
            # Numbers were given by a sequence, with gaps, before entries carried hashes of records.
            follows = (
                entry.id == last + 1 if (written and last) or (written and not count) else entry.id > last
            )
            if not follows or entry.previous_hash != previous or entry_hash(entry) != entry.hash:
                return Verdict(count, entry.id, previous, not missing)
            previous, last, count = entry.hash, entry.id, count + 1
            missing.discard(entry.hash)
            seals |= entry.records or {}
            if progress and count % 1000 == 0:
                progress(count)
        compared, faults = _compare(session, seals)
        return Verdict(count, None, previous, not missing, compared, (*faults, *contents(session)))


def check(actor: Actor, progress: Progress | None = None) -> Verdict:
    """`verify`, for those who may read the journal."""
    ensure(actor, Permission.JOURNAL_READ)
    return verify(progress)


def _one_moment() -> Session:
    """A session with one consistent snapshot of the database."""
    current = engine()
    if current.dialect.name == "postgresql":
        current = current.execution_options(isolation_level="REPEATABLE READ")
    return Session(current, autoflush=False)


def _in_order(session: Session) -> Iterator[Row[Any]]:
    columns, last = JournalEntry.__table__.c, None  # type: ignore[attr-defined]
    while True:
        query = select(columns).order_by(col(JournalEntry.id)).limit(1000)
        if last is not None:
            query = query.where(col(JournalEntry.id) > last)
        batch = session.connection().execute(query).all()
        if not batch:
            return
        yield from batch
        last = batch[-1].id


def _compare(session: Session, seals: Seals) -> tuple[int, list[Fault]]:
    """The number of records, and those that differ from their hash in the last entry about them."""
    compared, faults = 0, []
    for kind in KINDS:
        for batch in walk(session, kind):
            compared += len(batch)
            for record, found in batch.items():
                sealed = seals.pop(name_of(kind.name, record), None)
                if sealed != found:
                    faults.append(Fault(kind.name, record, Wrong.CHANGED if sealed else Wrong.UNKNOWN))
    for name, sealed in seals.items():
        if sealed is not None:
            left, _, number = name.partition(":")
            faults.append(Fault(left, int(number), Wrong.GONE))
    return compared, faults
