"""Queries about calls and their rubrics."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_
from sqlmodel import Session, col, select

from db.models.accounts import Account
from db.models.calls import Call, Criterion
from db.models.proposals import Proposal, Submission, TeamMember
from db.queries.judging import length, slice_of
from db.types import UtcDateTime
from innovation_hub.domain.calls import CallPhase, CallState
from innovation_hub.domain.proposals import RECEIVED, Standing

# Order of phases: open, announced, being judged, past.
_READING_ORDER = (
    CallPhase.OPEN,
    CallPhase.UPCOMING,
    CallPhase.JUDGING,
    CallPhase.CONCLUDED,
    CallPhase.CANCELLED,
)


_AT = bindparam("at", type_=UtcDateTime)
_PUBLISHED = col(Call.state) == CallState.PUBLISHED
_PHASES: dict[CallPhase, ColumnElement[bool]] = {
    # `domain.calls.phase` in SQL, at the instant given as the parameter `at`
    CallPhase.UPCOMING: and_(_PUBLISHED, col(Call.opens_at) > _AT),
    CallPhase.OPEN: and_(_PUBLISHED, col(Call.opens_at) <= _AT, col(Call.closes_at) > _AT),
    CallPhase.JUDGING: and_(_PUBLISHED, col(Call.closes_at) <= _AT),
    CallPhase.CONCLUDED: col(Call.state) == CallState.CONCLUDED,
    CallPhase.CANCELLED: col(Call.state) == CallState.CANCELLED,
}


def announced(
    session: Session, at: datetime, *, only: CallPhase | None, offset: int, limit: int
) -> tuple[Sequence[Call], int]:
    """A page of the calls ever published, those open now first and the nearest deadline on top; and their number."""
    rows, total = _announced(only)
    given = {"at": at}
    found = session.exec(rows, params={**given, "offset": offset, "size": limit}).all()
    return found, length(session, found, lambda: total, given, offset=offset, size=limit)


@cache
def _announced(only: CallPhase | None) -> tuple[Any, Any]:
    condition: ColumnElement[bool] = col(Call.published_at).is_not(None)
    if only is not None:
        condition = and_(condition, _PHASES[only])
    order = case(*((_PHASES[phase], place) for place, phase in enumerate(_READING_ORDER)), else_=9)
    ahead = case((_PHASES[CallPhase.OPEN], col(Call.closes_at)), else_=None)
    rows = select(Call).where(condition)
    rows = rows.order_by(order, ahead, col(Call.closes_at).desc(), col(Call.id).desc())
    return slice_of(rows), select(func.count()).select_from(Call).where(condition)


def all_with_counts(session: Session, *, offset: int, limit: int) -> tuple[Sequence[tuple[Call, int]], int]:
    """A page of all calls, the newest first, with the number of proposals received; and the number of calls."""
    rows = session.exec(_managed(), params={"offset": offset, "size": limit}).all()
    return rows, length(session, rows, lambda: _ALL, offset=offset, size=limit)


_ALL: Any = select(func.count()).select_from(Call)


@cache
def _managed() -> Any:
    received = (
        select(func.count())
        .select_from(Proposal)
        .where(col(Proposal.call_id) == col(Call.id), col(Proposal.state).in_(RECEIVED))
        .correlate(Call)
        .scalar_subquery()
    )
    return slice_of(select(Call, received).order_by(col(Call.id).desc()))


def locked(session: Session, call_id: int) -> Call | None:
    """The call, locked for this transaction."""
    return session.exec(select(Call).where(col(Call.id) == call_id).with_for_update()).one_or_none()


def criteria(session: Session, call_id: int) -> Sequence[Criterion]:
    """The criteria of a call in their order."""
    query = select(Criterion).where(col(Criterion.call_id) == call_id).order_by(col(Criterion.position))
    return session.exec(query).all()


def codes_like(session: Session, beginning: str) -> set[str]:
    """The codes with this beginning."""
    return set(session.exec(select(Call.code).where(col(Call.code).startswith(beginning, autoescape=True))))


def by_code(session: Session, code: str) -> int | None:
    """The id of the call with this code."""
    return session.exec(select(Call.id).where(col(Call.code) == code)).one_or_none()


def used_since(session: Session, call_id: int, at: datetime) -> bool:
    """Whether anything of the call's proposals was written or submitted at this instant or later."""
    here = select(Proposal.id).where(col(Proposal.call_id) == call_id)
    submitted = exists().where(
        col(Submission.proposal_id) == col(Proposal.id), col(Submission.submitted_at) >= at
    )
    found = here.where(or_(col(Proposal.updated_at) >= at, submitted)).limit(1)
    return session.exec(found).first() is not None


def teams(session: Session, call_id: int) -> dict[str, str]:
    """Everybody in the team of a proposal or draft of the call: the language of each, by address, in their order.

    For those without an account it is the language of their first proposal.
    """
    language = func.coalesce(col(Account.language), col(Proposal.language))
    query = (
        select(col(TeamMember.email), language)
        .join(Proposal, col(Proposal.id) == col(TeamMember.proposal_id))
        .outerjoin(Account, col(Account.email) == col(TeamMember.email))
        .where(col(Proposal.call_id) == call_id, col(TeamMember.standing) == Standing.JOINED)
        .order_by(col(TeamMember.email), col(Proposal.id).desc())
    )
    return dict(session.exec(query).all())
