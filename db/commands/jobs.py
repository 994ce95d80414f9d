"""Claiming jobs, renewing claims and ending jobs; a claim is identified by the job's number of tries."""

from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col

from db.models.jobs import Job
from db.queries import jobs as queries
from innovation_hub.domain.jobs import CLAIM, JobState


def claim(session: Session, *, at: datetime) -> Job | None:
    """Claim the oldest job that waits or whose process has let its claim end; None when there is none."""
    job = queries.claimable(session, at=at)
    if job is not None:
        job.state, job.claimed_until = JobState.RUNNING, at + CLAIM
        job.tries += 1
        job.started_at = job.started_at or at
        session.flush()
    return job


def renew(session: Session, job: Job, *, at: datetime) -> bool:
    """Renew the claim; False when another process has claimed the job since, or it has ended."""
    return _of_claim(session, job, claimed_until=at + CLAIM)


def end(session: Session, job: Job, state: JobState, *, at: datetime, result: dict[str, Any]) -> bool:
    """End the job in the caller's transaction; False when the claim was lost, and the caller must not commit."""
    return _of_claim(session, job, state=state, claimed_until=None, ended_at=at, result=result)


def _of_claim(session: Session, job: Job, **values: Any) -> bool:
    mine = (col(Job.id) == job.id, col(Job.tries) == job.tries, col(Job.state) == JobState.RUNNING)
    found: CursorResult[Any] = session.connection().execute(update(Job).where(*mine).values(**values))
    return found.rowcount == 1
