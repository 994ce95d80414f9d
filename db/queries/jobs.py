"""Queries of jobs."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from db.models.jobs import Job
from innovation_hub.domain.jobs import JobState


def _claimable(at: datetime) -> ColumnElement[bool]:
    """Condition of jobs that wait, and of running ones whose process has let its claim end."""
    lost = and_(col(Job.state) == JobState.RUNNING, col(Job.claimed_until) <= at)
    return or_(col(Job.state) == JobState.WAITING, lost)


def any_claimable(session: Session, *, at: datetime) -> bool:
    """Whether a job can be claimed now."""
    return session.exec(select(Job.id).where(_claimable(at)).limit(1)).first() is not None


def claimable(session: Session, *, at: datetime) -> Job | None:
    """The oldest job that can be claimed, locked; jobs that another process has locked are skipped."""
    query = select(Job).where(_claimable(at)).order_by(col(Job.id)).limit(1)
    return session.exec(query.with_for_update(skip_locked=True)).first()
