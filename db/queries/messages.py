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
    """Messages to send now, the longest waiting first; those another process is claiming are passed over."""
    query = select(OutboxMessage).where(
        OutboxMessage.state == MessageState.PENDING, OutboxMessage.due_at <= at
    )
    query = query.order_by(col(OutboxMessage.due_at), col(OutboxMessage.id)).limit(limit)
    return list(session.exec(query.with_for_update(skip_locked=True)))


UNDELIVERED = (MessageState.FAILED, MessageState.REFUSED)


def waits_for_somebody() -> ColumnElement[bool]:
    """Messages that did not arrive and of which nobody has taken note yet."""
    return col(OutboxMessage.state).in_(UNDELIVERED) & col(OutboxMessage.acknowledged_at).is_(None)


def undelivered(session: Session, *, offset: int, limit: int) -> tuple[list[OutboxMessage], int]:
    """Those messages, the latest first, and how many there are in all."""
    query = select(OutboxMessage).where(waits_for_somebody())
    query = query.order_by(col(OutboxMessage.due_at).desc(), col(OutboxMessage.id).desc())
    rows = list(session.exec(query.offset(offset).limit(limit)))
    total = session.exec(select(func.count()).select_from(OutboxMessage).where(waits_for_somebody())).one()
    return rows, total


def reasons(session: Session, *, limit: int) -> list[tuple[str, int]]:
    """Why those messages did not arrive, the most frequent reason first, and how many each stopped."""
    count = func.count()
    query = select(OutboxMessage.last_error, count).where(waits_for_somebody())
    query = query.group_by(col(OutboxMessage.last_error)).order_by(count.desc()).limit(limit)
    return [(reason, n) for reason, n in session.exec(query)]


@dataclass(frozen=True, slots=True)
class OutboxStanding:
    """How many messages wait, are ``late`` (nobody takes them up), were given up or refused and not acknowledged.

    ``stuck``: the last one that ended was given up after days, so it is not one address that is wrong.
    """

    pending: int
    late: int
    failed: int
    refused: int
    stuck: bool

    @property
    def undelivered(self) -> int:
        """Messages that wait for somebody to decide."""
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
