"""Queries about proposals that wait to be admitted or ruled out."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.institutions import Institution
from db.models.judging import Assignment
from db.models.proposals import Attachment, Proposal, ScreeningNote, Submission, TeamMember
from db.queries.judging import SUBMITTED, TITLE, AnySelect, length, matching, slice_of
from innovation_hub.domain.judging import ACTIVE_ASSIGNMENTS
from innovation_hub.domain.proposals import RECEIVED, ProposalState, Standing

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


_ENTRIES: AnySelect = (
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
        col(Submission.submitted_at),
        col(Submission.attachment_id),
        _TEAM.label("team"),
        func.coalesce(_REASON, "").label("reason"),
    )
    .join(Submission, SUBMITTED)
    .join(Account, col(Account.id) == col(Proposal.owner_id))
    .outerjoin(Institution, col(Institution.id) == col(Proposal.institution_id))
    .order_by(col(Proposal.code))
)


def page(
    session: Session, *, call_id: int, states: frozenset[ProposalState], text: str, offset: int, size: int
) -> tuple[Sequence[Any], int]:
    """Received proposals of a call in these states, in the order of their codes; and how many there are."""
    entries, number_of = _lists(call_id, states & RECEIVED, text.strip())
    rows = session.connection().execute(entries, {"offset": offset, "size": size}).all()
    return rows, length(session, rows, lambda: number_of, offset=offset, size=size)


def one(session: Session, *, call_id: int, proposal_id: int) -> Any | None:
    """A received proposal of a call, as it is listed; None when there is no such one."""
    here = (col(Proposal.call_id) == call_id, col(Proposal.id) == proposal_id)
    return session.connection().execute(_ENTRIES.where(*here, col(Proposal.state).in_(RECEIVED))).first()


@lru_cache(maxsize=64)
def _lists(call_id: int, states: frozenset[ProposalState], text: str) -> tuple[AnySelect, Select[int]]:
    """The list and its length as statements: to build them takes longer than to ask them."""
    where = [col(Proposal.call_id) == call_id, col(Proposal.state).in_(states)]
    if text:
        where.append(matching(text))
    count = select(func.count()).select_from(Proposal).join(Submission, SUBMITTED)
    return slice_of(_ENTRIES.where(*where)), count.where(*where)


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
