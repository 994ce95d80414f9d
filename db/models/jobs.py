"""Jobs: long work that a process does in the background, stored with its progress and its result."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlmodel import Field

from db.types import Table, instant, instant_or_none, primary_key, str_enum
from innovation_hub.domain.jobs import JobState

OPEN = text("state IN ('waiting', 'running')")
"""The jobs that have not ended."""


class Job(Table, table=True):
    """A job of one kind with its parameters; its subject has one open job at a time.

    ``claimed_until``: the process that runs it has it until then, and renews this; later any process may claim it.
    ``tries`` counts the claims and identifies the last one. ``step`` and ``error_key`` are keys of the catalogue.
    ``progress_total`` is 0 while it is not known.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("progress_done >= 0 AND progress_total >= 0", name="progress"),
        CheckConstraint("(state = 'running') = (claimed_until IS NOT NULL)", name="claim"),
        CheckConstraint("(subject_type IS NULL) = (subject_id IS NULL)", name="subject"),
        Index("ix_job_open", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index(
            "uq_job_open_subject",
            "subject_type",
            "subject_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: int | None = primary_key()
    kind: str = Field(max_length=32)
    state: JobState = Field(default=JobState.WAITING, sa_type=str_enum(JobState))
    params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    subject_type: str | None = Field(default=None, max_length=32)
    subject_id: int | None = None
    owner_id: int = Field(foreign_key="account.id", index=True)
    step: str = Field(default="", max_length=64)
    progress_done: int = 0
    progress_total: int = 0
    result: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    error_key: str = Field(default="", max_length=64)
    error_params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    tries: int = 0
    cancel_asked: bool = False
    claimed_until: datetime | None = instant_or_none()
    created_at: datetime = instant()
    started_at: datetime | None = instant_or_none()
    ended_at: datetime | None = instant_or_none(index=True)
