"""The journal: every change of state, append-only and chained by hashes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from db.types import Table, instant, primary_key


class JournalEntry(Table, table=True):
    """Who did what to which record, when. ``hash`` covers the entry and the hash before it.

    ``records`` holds the hash of each record changed, as of then (None: deleted), by
    ``kind:id`` of `db.records`; NULL in entries of releases that did not write it.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index("ix_journal_entry_subject", "subject_type", "subject_id", "id"),
        Index("ix_journal_entry_type", "subject_type", "id"),
    )

    id: int | None = primary_key()
    at: datetime = instant(index=True)
    actor_id: int | None = Field(default=None, index=True)
    event: str = Field(max_length=48)
    subject_type: str = Field(max_length=24)
    subject_id: int
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    records: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    previous_hash: str = Field(max_length=64, unique=True)
    hash: str = Field(max_length=64, unique=True)


class NotedDay(Table, table=True):
    """A day on which the last entry's hash was sent by e-mail; one row, one e-mail to each recipient."""

    __tablename__ = "noted_day"

    day: date = Field(primary_key=True)
    entry_id: int
    hash: str = Field(max_length=64)
    at: datetime = instant()
