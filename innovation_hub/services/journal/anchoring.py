"""Anchoring: journal entries with the current hashes of records that are older than such hashes in the journal."""

from sqlalchemy import select
from sqlmodel import Session, col

from db.digests import walk
from db.models.journal import JournalEntry
from db.records import KINDS
from db.unit_of_work import unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.services.journal.writing import append, name_of

ANCHORED = "records.anchored"
MOST = 500
"""The most hashes in one entry."""


def anchor() -> int:
    """Journal all records of each kind that has no hash in the journal yet; returns how many records.

    Needed once after a release that adds a kind; a second call does nothing.
    """
    anchored = 0
    with unit_of_work() as uow:
        known = _kinds_told_of(uow.session)
        for kind in KINDS:
            if kind.name in known:
                continue
            hashes = [one for batch in walk(uow.session, kind) for one in batch.items()]
            for start in range(0, len(hashes), MOST):
                records: dict[str, str | None] = {
                    name_of(kind.name, one): found for one, found in hashes[start : start + MOST]
                }
                data = {"kind": kind.name, "count": len(records)}
                entry = JournalEntry(
                    at=now(),
                    event=ANCHORED,
                    subject_type="records",
                    subject_id=0,
                    data=data,
                    previous_hash="",
                    hash="",
                )
                append(uow.session, entry, records)
            anchored += len(hashes)
        if anchored:
            uow.commit()
    return anchored


def _kinds_told_of(session: Session) -> set[str]:
    entries = select(col(JournalEntry.records)).where(col(JournalEntry.records).is_not(None))
    found = session.connection().execute(entries.execution_options(yield_per=1000)).scalars()
    return {name.partition(":")[0] for records in found for name in records}
