"""Queries about instants that lie ahead of the clock, as they do after it was set back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Delete, Update, delete, exists, func, select, update
from sqlmodel import Session, col

from db.models.accounts import Account, EmailToken, FailedTry, KnownBrowser
from db.models.accounts import Session as SignIn
from db.models.journal import JournalEntry, NotedDay
from db.models.messages import OutboxMessage
from db.models.proposals import Submission
from db.models.ranking import KeptRanking
from db.models.trail import TrailEntry
from innovation_hub.domain.accounts import TokenPurpose
from innovation_hub.domain.messages import MessageState

Waits = list[tuple[ColumnElement[bool], Update | Delete]]
"""What to look for, and the statement that brings it back to its longest."""

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
"""Instants at which something happened, by table: none of them is later than now."""


def newest(session: Session) -> dict[str, datetime]:
    """The latest of those instants in each table that has one."""
    found = {name: session.scalar(select(func.max(at))) for name, at in RECORDED.items()}
    return {name: at for name, at in found.items() if at is not None}


def waits(
    at: datetime,
    *,
    slack: timedelta,
    session: timedelta,
    links: Mapping[TokenPurpose, timedelta],
    pause: timedelta,
    claim: timedelta,
    give_up: timedelta,
) -> Waits:
    """Everything that waits for an instant, with the longest it may: beyond that, and ``slack``, it is clamped."""
    late = at + slack
    ends, due = col(SignIn.expires_at), col(OutboxMessage.due_at)
    pending = col(OutboxMessage.state) == MessageState.PENDING
    untried, tried = pending & (col(OutboxMessage.tries) == 0), pending & (col(OutboxMessage.tries) > 0)
    found: Waits = [
        (col(FailedTry.last_at) > late, update(FailedTry).values(last_at=at)),
        (col(KnownBrowser.seen_at) > late, update(KnownBrowser).values(seen_at=at)),
        (ends > late + session, update(SignIn).values(expires_at=at + session)),
        (untried & (due > late), update(OutboxMessage).values(due_at=at)),
        # Not at once: a process may hold the message, and renews its claim before this one ends.
        (tried & (due > late + pause), update(OutboxMessage).values(due_at=at + claim)),
        (
            pending & (col(OutboxMessage.give_up_at) > late + give_up),
            update(OutboxMessage).values(give_up_at=at + give_up),
        ),
        (col(NotedDay.at) > late, delete(NotedDay)),
    ]
    for purpose, longest in links.items():
        of = col(EmailToken.purpose) == purpose
        found.append(
            (
                of & (col(EmailToken.expires_at) > late + longest),
                update(EmailToken).values(expires_at=at + longest),
            )
        )
    return found


def any_of(session: Session, found: Waits) -> bool:
    """Whether there is anything to clamp; asked without the write lock."""
    return any(session.scalar(select(exists().where(where))) for where, _ in found)


def clamp(session: Session, found: Waits) -> int:
    """Bring all of it back to its longest; returns how many rows that were."""
    return sum(session.connection().execute(statement.where(where)).rowcount for where, statement in found)
