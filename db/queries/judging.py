"""Queries about the calls that are judged, and what was handed in to them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import Session, col

from db.models.awards import Decision
from db.models.calls import Call, Criterion
from db.models.proposals import Proposal, Submission
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.proposals import RECEIVED

AnySelect = Select[*tuple[Any, ...]]
"""A query of columns that become a frozen record by their names."""
TITLE: ColumnElement[str] = func.coalesce(
    col(Submission.content)["blind"]["title"].as_string(), col(Proposal.title)
)
"""The title as it was handed in; the working copy may have gone on since."""
SUBMITTED = col(Submission.id) == col(Proposal.submission_id)
"""Joins a proposal to what was handed in last."""


# These two open every page of a jury's organiser: built once, for that takes longer than asking.
_JUDGED = (
    select(Call)
    .where(col(Call.state).in_((CallState.PUBLISHED, CallState.CONCLUDED)))
    .order_by(col(Call.closes_at).desc(), col(Call.id).desc())
)
_STATES = (
    select(col(Proposal.call_id), col(Proposal.state), func.count())
    .where(col(Proposal.state).in_(RECEIVED))
    .group_by(col(Proposal.call_id), col(Proposal.state))
)


def judged_calls(session: Session) -> Sequence[Call]:
    """Calls that have been published, the one that closes last first."""
    return session.scalars(_JUDGED).all()


def states(session: Session) -> Sequence[Any]:
    """How many received proposals each call has in each state."""
    return session.execute(_STATES).all()


def criteria(session: Session, call_id: int) -> Sequence[Criterion]:
    """The rubric of a call in its order."""
    query = select(Criterion).where(col(Criterion.call_id) == call_id)
    return session.scalars(query.order_by(col(Criterion.position))).all()


def code_has(text: str) -> ColumnElement[bool]:
    """Whether a proposal's code contains the text, letters' case aside; its wildcards mean themselves."""
    return func.lower(col(Proposal.code)).contains(text.strip().lower(), autoescape=True)


def title_has(text: str) -> ColumnElement[bool]:
    """Whether the title that was handed in contains the text, likewise."""
    return func.lower(TITLE).contains(text.strip().lower(), autoescape=True)


def matching(text: str) -> ColumnElement[bool]:
    """Whether code or title contain the text."""
    return or_(code_has(text), title_has(text))


def decided(session: Session, call_id: int) -> bool:
    """Whether a decision that stands has been made on any proposal of the call."""
    query = (
        select(col(Decision.id))
        .join(Proposal, col(Proposal.id) == col(Decision.proposal_id))
        .where(col(Proposal.call_id) == call_id, col(Decision.superseded_at).is_(None))
    )
    return session.scalar(query.limit(1)) is not None
