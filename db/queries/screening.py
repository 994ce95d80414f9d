"""Queries about proposals that wait to be admitted or ruled out."""

from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.institutions import Institution
from db.models.judging import Assignment
from db.models.proposals import Attachment, Proposal, ScreeningNote, Submission, TeamMember
from db.queries.judging import SUBMITTED, TITLE, AnySelect
from innovation_hub.domain.judging import ACTIVE_ASSIGNMENTS
from innovation_hub.domain.proposals import RECEIVED, Standing

_TEAM = (
    select(func.count())
    .where(col(TeamMember.proposal_id) == col(Proposal.id), col(TeamMember.standing) != Standing.DECLINED)
    .correlate(Proposal)
    .scalar_subquery()
)
_REASON = (
    select(col(ScreeningNote.reason))
    .where(col(ScreeningNote.proposal_id) == col(Proposal.id))
    .order_by(col(ScreeningNote.id).desc())
    .limit(1)
    .correlate(Proposal)
    .scalar_subquery()
)


ENTRIES: AnySelect = (
    select(
        col(Proposal.id),
        col(Proposal.code),
        TITLE.label("title"),
        col(Proposal.track),
        col(Proposal.state),
        col(Proposal.version),
        col(Proposal.requested),
        col(Proposal.language),
        col(Account.name).label("owner"),
        col(Institution.name_sw).label("institution_sw"),
        col(Institution.name_en).label("institution_en"),
        col(Proposal.submitted_at),
        col(Submission.attachment_id),
        _TEAM.label("team"),
        func.coalesce(_REASON, "").label("reason"),
    )
    .join(Submission, SUBMITTED)
    .join(Account, col(Account.id) == col(Proposal.owner_id))
    .outerjoin(Institution, col(Institution.id) == col(Proposal.institution_id))
)
"""A received proposal as the organiser sees it; joined to its submission, its owner and its institution."""


def one(session: Session, *, call_id: int, proposal_id: int) -> Any | None:
    """A received proposal of a call, as it is listed; None when there is no such one."""
    here = (col(Proposal.call_id) == call_id, col(Proposal.id) == proposal_id)
    return session.connection().execute(ENTRIES.where(*here, col(Proposal.state).in_(RECEIVED))).first()


def panel_at_work(session: Session, proposal_id: int) -> bool:
    """Whether a judge has been asked for the proposal and has not declined or been released."""
    query = select(col(Assignment.id)).where(
        col(Assignment.proposal_id) == proposal_id, col(Assignment.state).in_(ACTIVE_ASSIGNMENTS)
    )
    return session.execute(query.limit(1)).scalar() is not None


def pdf(session: Session, proposal_id: int) -> bytes | None:
    """The bytes of the PDF that was submitted last."""
    query = (
        select(col(Attachment.content))
        .join(Submission, col(Submission.attachment_id) == col(Attachment.id))
        .join(Proposal, SUBMITTED)
        .where(col(Proposal.id) == proposal_id)
    )
    return session.scalar(query)
