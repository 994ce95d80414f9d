"""Queries about the latest recorded instants, which are in the future after a clock was set back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from db.models.accounts import Account, FailedTry
from db.models.accounts import Session as SignIn
from db.models.journal import JournalEntry, NotedDay
from db.models.messages import OutboxMessage
from db.models.proposals import Submission
from db.models.ranking import KeptRanking
from db.models.trail import TrailEntry

RECORDED: Mapping[str, Any] = {
    "journal_entry": col(JournalEntry.at),
    "submission": col(Submission.submitted_at),
    "ranking": col(KeptRanking.at),
    "account": col(Account.created_at),
    "session": col(SignIn.created_at),
    "outbox_message": col(OutboxMessage.created_at),
    "failed_try": col(FailedTry.last_at),
    "trail_entry": col(TrailEntry.last_at),
    "noted_day": col(NotedDay.at),
}
"""Columns of instants at which something happened, by table: none should be in the future."""


def newest(session: Session) -> dict[str, datetime]:
    """The latest of those instants in each table that has one."""
    found = {name: session.scalar(select(func.max(at))) for name, at in RECORDED.items()}
    return {name: at for name, at in found.items() if at is not None}
