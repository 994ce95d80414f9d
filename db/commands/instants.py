"""Instants that lie ahead of a clock that was set back, brought back to the longest that they may be."""

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
"""What to look for, and the statement that brings it back to its longest."""


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
