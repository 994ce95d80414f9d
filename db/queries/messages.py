"""Queries of the outbox."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from db.models.messages import OutboxMessage
from innovation_hub.domain.messages import MessageState


def any_due(session: Session, *, at: datetime) -> bool:
    """Whether a message waits to be sent now."""
    query = select(OutboxMessage.id).where(
        OutboxMessage.state == MessageState.PENDING, OutboxMessage.due_at <= at
    )
    return session.exec(query.limit(1)).first() is not None


def due(session: Session, *, at: datetime, limit: int) -> list[OutboxMessage]:
    """Messages to send now, the longest waiting first, without those that another process has locked."""
    query = select(OutboxMessage).where(
        OutboxMessage.state == MessageState.PENDING, OutboxMessage.due_at <= at
    )
    query = query.order_by(col(OutboxMessage.due_at), col(OutboxMessage.id)).limit(limit)
    return list(session.exec(query.with_for_update(skip_locked=True)))


UNDELIVERED = (MessageState.FAILED, MessageState.REFUSED)


def waits_for_somebody() -> ColumnElement[bool]:
    """Condition of undelivered messages that nobody has acknowledged."""
    return col(OutboxMessage.state).in_(UNDELIVERED) & col(OutboxMessage.acknowledged_at).is_(None)


def undelivered(session: Session, *, offset: int, limit: int) -> tuple[list[OutboxMessage], int]:
    """A page of the undelivered messages that nobody has acknowledged, the latest first, and their number."""
    query = select(OutboxMessage).where(waits_for_somebody())
    query = query.order_by(col(OutboxMessage.due_at).desc(), col(OutboxMessage.id).desc())
    rows = list(session.exec(query.offset(offset).limit(limit)))
    total = session.exec(select(func.count()).select_from(OutboxMessage).where(waits_for_somebody())).one()
    return rows, total


def reasons(session: Session, *, limit: int) -> list[tuple[str, int]]:
    """The reasons of those messages with their counts, the most frequent first."""
    count = func.count()
    query = select(OutboxMessage.last_error, count).where(waits_for_somebody())
    query = query.group_by(col(OutboxMessage.last_error)).order_by(count.desc()).limit(limit)
    return [(reason, n) for reason, n in session.exec(query)]


@dataclass(frozen=True, slots=True)
class OutboxStanding:
    """Counts of messages: waiting, ``late`` (no worker claims them), given up or refused and not acknowledged.

    ``stuck``: nothing was sent since the last one was given up, so the fault is not a single address.
    """

    pending: int
    late: int
    failed: int
    refused: int
    stuck: bool

    @property
    def undelivered(self) -> int:
        """The number of undelivered messages that nobody has acknowledged."""
        return self.failed + self.refused


def standing(session: Session, *, late_since: datetime) -> OutboxStanding:
    """The state of the outbox in numbers."""
    state, due = col(OutboxMessage.state), col(OutboxMessage.due_at)
    count = select(func.count()).select_from(OutboxMessage)

    def number(*where: ColumnElement[bool]) -> int:
        return session.exec(count.where(*where)).one()

    given_up = waits_for_somebody() & (state == MessageState.FAILED)
    last_failed: datetime | None = session.exec(select(func.max(due)).where(given_up)).one()
    sent_since = number(state == MessageState.SENT, due > last_failed) if last_failed else 0
    return OutboxStanding(
        pending=number(state == MessageState.PENDING),
        late=number(state == MessageState.PENDING, due < late_since),
        failed=number(given_up),
        refused=number(waits_for_somebody(), state == MessageState.REFUSED),
        stuck=last_failed is not None and not sent_since,
    )
