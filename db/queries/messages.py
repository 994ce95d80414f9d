"""Queries of the outbox."""

from datetime import datetime

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
    """Messages to send now, the longest waiting first; those another process is claiming are passed over."""
    query = select(OutboxMessage).where(
        OutboxMessage.state == MessageState.PENDING, OutboxMessage.due_at <= at
    )
    query = query.order_by(col(OutboxMessage.due_at), col(OutboxMessage.id)).limit(limit)
    return list(session.exec(query.with_for_update(skip_locked=True)))
