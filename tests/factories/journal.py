"""What the journal holds of deeds: factories write to tables directly, and that is sealed by entries of its own."""

from sqlmodel import select

from db.models.journal import JournalEntry
from db.unit_of_work import read_only
from innovation_hub.services.journal.writing import SEALED


def deeds() -> list[JournalEntry]:
    """All entries in order, but for the seals of what was written without a deed."""
    with read_only() as session:
        wanted = select(JournalEntry).where(JournalEntry.event != SEALED).order_by(JournalEntry.id)
        return list(session.exec(wanted))
