"""Queries about calls in judging and their submissions."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, bindparam, func, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from db.models.calls import Call, Criterion
from db.models.proposals import Proposal, Submission
from db.models.results import Decision
from db.queries.searching import code_holds, holds
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.proposals import RECEIVED

AnySelect = Select[*tuple[Any, ...]]
"""A query of columns that become a frozen record by their names."""
TITLE: Mapped[str] = col(Proposal.submitted_title)
"""The title as submitted; the working copy may have changed since."""
TITLE_KEY: Mapped[str] = col(Proposal.submitted_key)
"""The key by which that title is sought and sorted."""
SUBMITTED = col(Submission.id) == col(Proposal.submission_id)
"""Join of a proposal to its last submission."""
DECIDED_ON = (col(Decision.proposal_id) == col(Proposal.id)) & col(Decision.superseded_at).is_(None)
"""Join of a proposal to its current decision."""


def number(name: str) -> BindParameter[int]:
    """An integer parameter, so that the statement is built only once."""
    return bindparam(name, type_=Integer)


_GROUPS = col(Proposal.call_id), col(Proposal.state)
# Used on every page of judging, so built once: building takes longer than running.
_STATES: AnySelect = (
    select(*_GROUPS, func.count()).where(col(Proposal.state).in_(RECEIVED)).group_by(*_GROUPS)
)
_CALLS: AnySelect = (
    select(
        col(Call.id),
        col(Call.code),
        col(Call.state),
        col(Call.title_sw),
        col(Call.title_en),
        col(Call.opens_at),
        col(Call.closes_at),
        col(Call.grace_minutes),
        col(Call.version),
        col(Call.judges_per_proposal),
        col(Call.score_min),
        col(Call.score_max),
        col(Call.score_best),
        col(Call.prize_pool),
    )
    .where(col(Call.state).in_((CallState.PUBLISHED, CallState.CONCLUDED)))
    .order_by(col(Call.closes_at).desc(), col(Call.id).desc())
)


def judged_calls(session: Session) -> Sequence[Any]:
    """Calls that have been published, the one that closes last first."""
    return session.connection().execute(_CALLS).all()


def states(session: Session) -> Sequence[Any]:
    """How many received proposals each call has in each state."""
    return session.connection().execute(_STATES).all()


_TERMS: AnySelect = select(col(Call.judges_per_proposal), col(Call.score_best)).where(
    col(Call.id) == number("call_id")
)


def terms(session: Session, call_id: int) -> Any:
    """The number of judges for each proposal, and the best end of the scale, of a call; None without the call."""
    return session.connection().execute(_TERMS, {"call_id": call_id}).one_or_none()


def slice_of(query: Any) -> Any:
    """The query limited to a page by the parameters ``offset`` and ``size``."""
    return query.offset(number("offset")).limit(number("size"))


def length(
    session: Session,
    rows: Sequence[Any],
    count: Callable[[], Select[int]],
    values: Mapping[str, Any] | None = None,
    *,
    offset: int,
    size: int | None,
) -> int:
    """The number of records of a list of which ``rows`` is a page; runs ``count`` only when it must."""
    if size is None or (len(rows) < size and (rows or not offset)):
        return offset + len(rows)
    return session.connection().scalar(count(), values) or 0


_RUBRIC: AnySelect = (
    select(
        col(Criterion.id),
        col(Criterion.name_sw),
        col(Criterion.name_en),
        col(Criterion.weight),
        col(Criterion.anchors),
    )
    .where(col(Criterion.call_id) == number("call_id"))
    .order_by(col(Criterion.position))
)


def criteria(session: Session, call_id: int) -> Sequence[Any]:
    """The rubric of a call in its order: id, names, weight and anchors of each criterion."""
    return session.connection().execute(_RUBRIC, {"call_id": call_id}).all()


def code_has(text: str) -> ColumnElement[bool]:
    """Whether a proposal's code contains the text, in any case; wildcards are escaped."""
    return code_holds(col(Proposal.code), text)


def title_has(text: str) -> ColumnElement[bool]:
    """Whether the submitted title contains the text, in any case; wildcards are escaped."""
    return holds(TITLE_KEY, text)


def matching(text: str) -> ColumnElement[bool]:
    """Whether code or title contain the text."""
    return or_(code_has(text), title_has(text))


def decided(session: Session, call_id: int) -> bool:
    """Whether any proposal of the call has a current decision."""
    query = select(col(Decision.id)).join(Proposal, DECIDED_ON).where(col(Proposal.call_id) == call_id)
    return session.scalar(query.limit(1)) is not None
