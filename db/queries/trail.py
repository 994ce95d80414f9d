"""Queries of the trail."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from db.models.accounts import Account
from db.models.trail import TrailEntry
from innovation_hub.domain.trail import TrailEvent


def entries(
    session: Session, *, event: TrailEvent | None, offset: int, limit: int
) -> tuple[list[tuple[TrailEntry, str | None]], int]:
    """Entries with the name of their account, the latest first, and how many there are in all."""
    where = [] if event is None else [col(TrailEntry.event) == event]
    query = select(TrailEntry, Account.name).outerjoin(Account, col(Account.id) == col(TrailEntry.account_id))
    query = query.where(*where).order_by(col(TrailEntry.last_at).desc(), col(TrailEntry.id).desc())
    rows: list[tuple[TrailEntry, str | None]] = [
        (entry, name) for entry, name in session.exec(query.offset(offset).limit(limit))
    ]
    return rows, session.exec(select(func.count()).select_from(TrailEntry).where(*where)).one()


def counts(session: Session, *, since: datetime) -> dict[TrailEvent, int]:
    """How often each event happened since."""
    query = select(TrailEntry.event, func.sum(TrailEntry.count)).where(col(TrailEntry.last_at) >= since)
    return {TrailEvent(event): int(n) for event, n in session.exec(query.group_by(col(TrailEntry.event)))}
