"""Queries about the ranking: proposals of a call with their reviews and decisions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, bindparam, case, func, select
from sqlalchemy.orm import load_only
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.judging import Assignment, Review, Score
from db.models.proposals import Proposal
from db.models.results import Decision
from db.queries.judging import DECIDED_ON, TITLE, AnySelect, number
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.proposals import IN_JUDGING, RECEIVED, ProposalState

_WAITED_FOR = (AssignmentState.ASSIGNED, AssignmentState.ACCEPTED)


_CALL = number("call_id")
_WAITING = (
    select(func.count())
    .where(col(Assignment.proposal_id) == col(Proposal.id), col(Assignment.state).in_(_WAITED_FOR))
    .correlate(Proposal)
    .scalar_subquery()
)
_GIVEN = (
    select(func.count())
    .select_from(Assignment)
    .join(Review, col(Review.assignment_id) == col(Assignment.id))
    .where(
        col(Assignment.proposal_id) == col(Proposal.id),
        col(Assignment.state) == AssignmentState.SUBMITTED,
        col(Review.total).is_not(None),
    )
    .correlate(Proposal)
    .scalar_subquery()
)
# Asked on every run of the ranking: built once.
_PROPOSALS: AnySelect = (
    select(
        col(Proposal.id),
        col(Proposal.code),
        TITLE.label("title"),
        col(Proposal.track),
        col(Proposal.state),
        col(Proposal.version),
        col(Proposal.requested),
        col(Decision.amount),
        func.coalesce(col(Decision.reason), "").label("reason"),
        _WAITING.label("waited_for"),
    )
    .outerjoin(Decision, DECIDED_ON)
    .where(col(Proposal.call_id) == _CALL, col(Proposal.state).in_(IN_JUDGING))
)
_TOTALS: AnySelect = (
    select(col(Assignment.proposal_id), col(Review.total))
    .join(Review, col(Review.assignment_id) == col(Assignment.id))
    .join(Proposal, col(Proposal.id) == col(Assignment.proposal_id))
    .where(
        col(Assignment.call_id) == _CALL,
        col(Assignment.state) == AssignmentState.SUBMITTED,
        col(Review.total).is_not(None),
        col(Proposal.state).in_(IN_JUDGING),
    )
    .order_by(col(Assignment.proposal_id), col(Assignment.id))
)


def proposals(session: Session, call_id: int) -> Sequence[Any]:
    """The admitted proposals of a call with their current decision and open reviews."""
    return session.connection().execute(_PROPOSALS, {"call_id": call_id}).all()


_SOME: AnySelect = _PROPOSALS.where(col(Proposal.id).in_(bindparam("ids", type_=Integer, expanding=True)))


def some(session: Session, call_id: int, ids: Sequence[int]) -> Sequence[Any]:
    """Those of the admitted proposals whose ids are given."""
    return session.connection().execute(_SOME, {"call_id": call_id, "ids": list(ids)}).all()


_VERSIONS: AnySelect = select(col(Proposal.id), col(Proposal.version), col(Proposal.state)).where(
    col(Proposal.call_id) == _CALL, col(Proposal.state).in_(IN_JUDGING)
)
_DECISIONS: AnySelect = (
    select(col(Proposal.code), col(Proposal.state), col(Decision.amount))
    .outerjoin(Decision, DECIDED_ON)
    .where(col(Proposal.call_id) == _CALL, col(Proposal.state).in_(IN_JUDGING))
    .order_by(col(Proposal.code))
)
_AWARDED: AnySelect = (
    select(func.coalesce(func.sum(col(Decision.amount)), 0))
    .join(Proposal, DECIDED_ON)
    .where(col(Proposal.call_id) == _CALL, col(Proposal.state) == ProposalState.AWARDED)
)
_OPEN: AnySelect = (
    select(func.count())
    .select_from(Assignment)
    .join(Proposal, col(Proposal.id) == col(Assignment.proposal_id))
    .where(
        col(Assignment.call_id) == _CALL,
        col(Assignment.state).in_(_WAITED_FOR),
        col(Proposal.state).in_(IN_JUDGING),
    )
)


def versions(session: Session, call_id: int) -> Sequence[Any]:
    """Id, version and state of every admitted proposal of a call."""
    return session.connection().execute(_VERSIONS, {"call_id": call_id}).all()


def decisions(session: Session, call_id: int) -> Sequence[Any]:
    """Code, state and awarded amount of every admitted proposal of a call, by code."""
    return session.connection().execute(_DECISIONS, {"call_id": call_id}).all()


def awarded_sum(session: Session, call_id: int) -> int:
    """The shillings that are awarded in a call."""
    return int(session.connection().scalar(_AWARDED, {"call_id": call_id}) or 0)


def open_reviews(session: Session, call_id: int) -> int:
    """How many reviews of a call's admitted proposals its judges have been asked for and not submitted."""
    return session.connection().scalar(_OPEN, {"call_id": call_id}) or 0


def totals(session: Session, call_id: int) -> Sequence[Any]:
    """The total of every review of a call that was submitted, with its proposal."""
    return session.connection().execute(_TOTALS, {"call_id": call_id}).all()


def reviews(session: Session, proposal_id: int) -> Sequence[Any]:
    """The reviews of a proposal that were submitted, with their judges."""
    query: AnySelect = (
        select(
            col(Review.id),
            col(Account.name).label("judge"),
            col(Review.total),
            col(Review.comment),
            col(Review.confidential_note).label("note"),
            col(Review.submitted_at),
        )
        .join(Assignment, col(Assignment.id) == col(Review.assignment_id))
        .join(Account, col(Account.id) == col(Assignment.account_id))
        .where(
            col(Assignment.proposal_id) == proposal_id,
            col(Assignment.state) == AssignmentState.SUBMITTED,
        )
        .order_by(col(Account.name_key), col(Review.id))
    )
    return session.execute(query).all()


def scores(session: Session, review_ids: Sequence[int]) -> Sequence[Any]:
    """The scores of some reviews."""
    query = select(col(Score.review_id), col(Score.criterion_id), col(Score.value))
    return session.execute(query.where(col(Score.review_id).in_(review_ids))).all()


MOVED_BY: Any = (  # the columns that a transition reads and writes
    col(Proposal.call_id),
    col(Proposal.owner_id),
    col(Proposal.code),
    col(Proposal.state),
    col(Proposal.was_shortlisted),
    col(Proposal.version),
)


def undecided(session: Session, call_id: int, *states: ProposalState) -> list[Proposal]:
    """The proposals of a call in some states, locked, in the order of their ids; their long texts are not read."""
    query = (
        select(Proposal)
        .options(load_only(*MOVED_BY, raiseload=True))
        .where(col(Proposal.call_id) == call_id, col(Proposal.state).in_(states))
        .order_by(col(Proposal.id))
        .with_for_update()
    )
    return list(session.scalars(query))


_SHORT: AnySelect = (
    select(func.count(), func.count(case((func.coalesce(_GIVEN, 0) == 0, 1))))
    .select_from(Proposal)
    .where(
        col(Proposal.call_id) == _CALL,
        col(Proposal.state).in_(IN_JUDGING),
        number("wanted") > _GIVEN,
    )
)


def short_of_reviews(session: Session, call_id: int, wanted: int) -> tuple[int, int]:
    """The number of admitted proposals of a call with fewer reviews than wanted, and of those without any."""
    short, none = session.connection().execute(_SHORT, {"call_id": call_id, "wanted": wanted}).one()
    return short, none


def awarded(session: Session, call_id: int) -> int:
    """How many proposals of a call are awarded."""
    query = select(func.count()).where(
        col(Proposal.call_id) == call_id, col(Proposal.state) == ProposalState.AWARDED
    )
    return session.scalar(query) or 0


def owners(session: Session, call_id: int) -> Sequence[Any]:
    """The owner of each received proposal of a call, for the notice of results."""
    query: AnySelect = (
        select(
            col(Account.email),
            col(Account.language),
            col(Proposal.code),
            TITLE.label("title"),
        )
        .join(Proposal, col(Proposal.owner_id) == col(Account.id))
        .where(col(Proposal.call_id) == call_id, col(Proposal.state).in_(RECEIVED))
        .order_by(col(Proposal.code))
    )
    return session.execute(query).all()
