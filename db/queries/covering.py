"""Queries about covered passages in texts for judges."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from db.models.covering import ClearedPage, Passage
from db.models.proposals import Attachment, Proposal, Submission
from db.queries.judging import SUBMITTED, AnySelect, number

_DECISIONS: AnySelect = select(col(Passage.proposal_id), col(Passage.folded), col(Passage.covered)).where(
    col(Passage.proposal_id).in_(bindparam("proposals", expanding=True))
)


def decisions(session: Session, proposals: Collection[int]) -> Sequence[Any]:
    """The decisions on passages of some proposals: proposal_id, folded, covered."""
    return session.connection().execute(_DECISIONS, {"proposals": sorted(proposals)}).all()


_LISTED: AnySelect = (
    select(col(Passage.id), col(Passage.words), col(Passage.folded), col(Passage.covered))
    .where(col(Passage.proposal_id) == number("proposal_id"))
    .order_by(col(Passage.id).desc())
)


def listed(session: Session, proposal_id: int) -> Sequence[Any]:
    """The decisions on one proposal with the words as written in the text, the newest first."""
    return session.connection().execute(_LISTED, {"proposal_id": proposal_id}).all()


_CONTENT: AnySelect = (
    select(col(Submission.content)).join(Proposal, SUBMITTED).where(col(Proposal.id) == number("proposal_id"))
)


def content(session: Session, proposal_id: int) -> dict[str, Any] | None:
    """The content of the last submission; None without one."""
    found: dict[str, Any] | None = session.connection().scalar(_CONTENT, {"proposal_id": proposal_id})
    return found


def of(session: Session, proposal_id: int, folded: str) -> Passage | None:
    """The decision on a passage; None without one."""
    query = select(Passage).where(col(Passage.proposal_id) == proposal_id, col(Passage.folded) == folded)
    return session.scalar(query)


_FILE: AnySelect = (
    select(col(Attachment.id), col(Attachment.pages), col(Attachment.sha256))
    .join(Submission, col(Submission.attachment_id) == col(Attachment.id))
    .join(Proposal, SUBMITTED)
    .where(col(Proposal.id) == number("proposal_id"))
)


def file(session: Session, proposal_id: int) -> Any:
    """The PDF that was submitted last, without its bytes: id, pages, sha256; None without one."""
    return session.connection().execute(_FILE, {"proposal_id": proposal_id}).one_or_none()


def file_content(session: Session, attachment_id: int) -> bytes:
    """The bytes of a PDF."""
    return session.get_one(Attachment, attachment_id).content


_CLEARED: AnySelect = (
    select(col(ClearedPage.number), col(ClearedPage.covers))
    .where(col(ClearedPage.attachment_id) == number("attachment_id"))
    .order_by(col(ClearedPage.number))
)


def cleared(session: Session, attachment_id: int) -> Sequence[Any]:
    """The pages of a PDF that judges may see: number and covers."""
    return session.connection().execute(_CLEARED, {"attachment_id": attachment_id}).all()


def picture(session: Session, attachment_id: int, page: int) -> bytes | None:
    """A page as judges may see it; None unless it is cleared."""
    row = session.get(ClearedPage, (attachment_id, page))
    return row.picture if row else None
