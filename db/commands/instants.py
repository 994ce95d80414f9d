"""Limiting stored instants in the future after a clock was set back."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Delete, Update, delete, exists, select, update
from sqlmodel import Session, col

from db.models.accounts import EmailToken, FailedTry, KnownBrowser
from db.models.accounts import Session as SignIn
from db.models.journal import NotedDay
from db.models.messages import OutboxMessage
from innovation_hub.domain.accounts import TokenPurpose
from innovation_hub.domain.messages import MessageState

Waits = list[tuple[ColumnElement[bool], Update | Delete]]
"""Conditions of rows with too long a wait, and the statements that limit it."""


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
    """All waits, with a limit at their longest duration from ``at`` plus ``slack``."""
    late = at + slack
    ends, due = col(SignIn.expires_at), col(OutboxMessage.due_at)
    pending = col(OutboxMessage.state) == MessageState.PENDING
    untried, tried = pending & (col(OutboxMessage.tries) == 0), pending & (col(OutboxMessage.tries) > 0)
    found: Waits = [
        (col(FailedTry.last_at) > late, update(FailedTry).values(last_at=at)),
        (col(KnownBrowser.seen_at) > late, update(KnownBrowser).values(seen_at=at)),
        (ends > late + session, update(SignIn).values(expires_at=at + session)),
        (untried & (due > late), update(OutboxMessage).values(due_at=at)),
        # Not at once: a process may have claimed the message, and renews its claim before this limit.
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
    """Whether any row must be limited; takes no write lock."""
    return any(session.scalar(select(exists().where(where))) for where, _ in found)


def clamp(session: Session, found: Waits) -> int:
    """Limit all waits; returns how many rows were changed."""
    return sum(session.connection().execute(statement.where(where)).rowcount for where, statement in found)
