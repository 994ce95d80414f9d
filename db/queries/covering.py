"""Queries about what is covered in the texts that judges read."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlmodel import Session, col

from db.models.covering import Passage
from db.models.proposals import Proposal, Submission
from db.queries.judging import SUBMITTED, AnySelect, number

_SAID: AnySelect = select(col(Passage.proposal_id), col(Passage.folded), col(Passage.covered)).where(
    col(Passage.proposal_id).in_(bindparam("proposals", expanding=True))
)


def said(session: Session, proposals: Collection[int]) -> Sequence[Any]:
    """What was said of passages of some proposals: proposal_id, folded, covered."""
    return session.connection().execute(_SAID, {"proposals": sorted(proposals)}).all()


_LISTED: AnySelect = (
    select(col(Passage.id), col(Passage.words), col(Passage.folded), col(Passage.covered))
    .where(col(Passage.proposal_id) == number("proposal_id"))
    .order_by(col(Passage.id).desc())
)


def listed(session: Session, proposal_id: int) -> Sequence[Any]:
    """The same of one proposal with the words as they stand in the text, the newest first."""
    return session.connection().execute(_LISTED, {"proposal_id": proposal_id}).all()


_CONTENT: AnySelect = (
    select(col(Submission.content)).join(Proposal, SUBMITTED).where(col(Proposal.id) == number("proposal_id"))
)


def content(session: Session, proposal_id: int) -> dict[str, Any] | None:
    """What was handed in last."""
    found: dict[str, Any] | None = session.connection().scalar(_CONTENT, {"proposal_id": proposal_id})
    return found


def of(session: Session, proposal_id: int, folded: str) -> Passage | None:
    """What was said of a passage."""
    query = select(Passage).where(col(Passage.proposal_id) == proposal_id, col(Passage.folded) == folded)
    return session.scalar(query)


def forget(session: Session, proposal_id: int, passage_id: int) -> bool:
    """Take back what was said; False when that has already happened."""
    gone = delete(Passage).where(col(Passage.id) == passage_id, col(Passage.proposal_id) == proposal_id)
    return bool(session.connection().execute(gone).rowcount)
