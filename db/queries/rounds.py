"""Queries about rounds of panels, the reviews they propose, and the fields judges and proposals have."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.calls import CallJudge
from db.models.judging import Assignment, Review
from db.models.panels import JudgeField, PanelRound, PanelSeat
from db.models.proposals import Proposal
from db.queries.judging import TITLE, AnySelect, number
from db.queries.panels import ACTIVE, OPEN_STATES
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.panels import Expertise

# The statements of the page of panels are built once, as building takes longer than running.
_CALL, _ROUND = number("call_id"), number("round_id")
_LAST = (
    select(PanelRound)
    .where(col(PanelRound.call_id) == _CALL)
    .order_by(col(PanelRound.number).desc())
    .limit(1)
)
_LAST_LOCKED = _LAST.with_for_update()
_HELD = select(func.count()).where(
    col(Assignment.call_id) == _CALL, col(Assignment.account_id) == col(CallJudge.account_id), ACTIVE
)
_ADDED = select(func.count()).where(
    col(PanelSeat.round_id) == _ROUND, col(PanelSeat.account_id) == col(CallJudge.account_id)
)
_LOADS: AnySelect = (
    select(
        col(Account.id),
        col(Account.name),
        col(CallJudge.capacity),
        _HELD.correlate(CallJudge).scalar_subquery().label("held"),
        _ADDED.correlate(CallJudge).scalar_subquery().label("added"),
    )
    .join(CallJudge, col(CallJudge.account_id) == col(Account.id))
    .where(col(CallJudge.call_id) == _CALL)
    .order_by(col(Account.name_key), col(Account.id))
)
_SEATS: AnySelect = (
    select(
        col(PanelSeat.id),
        col(PanelSeat.proposal_id),
        col(Proposal.code),
        TITLE.label("title"),
        col(Account.name).label("judge"),
        col(PanelSeat.by_hand),
        col(PanelSeat.p_top),
        col(PanelSeat.se),
        col(PanelSeat.gain),
    )
    .join(Proposal, col(Proposal.id) == col(PanelSeat.proposal_id))
    .join(Account, col(Account.id) == col(PanelSeat.account_id))
    .where(col(PanelSeat.round_id) == _ROUND)
    .order_by(func.coalesce(col(PanelSeat.gain), 0).desc(), col(Proposal.code), col(PanelSeat.id))
)
_COUNT = select(func.count()).where(col(PanelSeat.round_id) == _ROUND)


def last_round(session: Session, call_id: int, *, lock: bool = False) -> PanelRound | None:
    """The last round of a call; None without one."""
    return session.scalar(_LAST_LOCKED if lock else _LAST, {"call_id": call_id})


def seats(session: Session, round_id: int) -> Sequence[PanelSeat]:
    """Every review that a round proposes, the most valuable of a next round first."""
    query = select(PanelSeat).where(col(PanelSeat.round_id) == round_id)
    order = func.coalesce(col(PanelSeat.gain), 0).desc(), col(PanelSeat.proposal_id), col(PanelSeat.id)
    return session.scalars(query.order_by(*order)).all()


def loads(session: Session, call_id: int, round_id: int) -> Sequence[Any]:
    """Each judge of a call by name: capacity, reviews asked for already, and reviews a round would add."""
    return session.connection().execute(_LOADS, {"call_id": call_id, "round_id": round_id}).all()


def best_seats(session: Session, round_id: int, *, offset: int = 0, size: int | None = None) -> Sequence[Any]:
    """A page of a round's reviews with code, title and judge, the most valuable first; by default all."""
    return session.connection().execute(_SEATS.offset(offset).limit(size), {"round_id": round_id}).all()


def count_seats(session: Session, round_id: int) -> int:
    """How many reviews a round proposes."""
    return session.scalar(_COUNT, {"round_id": round_id}) or 0


def proposals(session: Session, call_id: int) -> Sequence[Any]:
    """Every proposal that can still be assigned judges, by code, with its track and resolutions."""
    query = select(col(Proposal.id), col(Proposal.code), col(Proposal.track), col(Proposal.resolutions))
    query = query.where(col(Proposal.call_id) == call_id, col(Proposal.state).in_(OPEN_STATES))
    return session.execute(query.order_by(col(Proposal.code))).all()


def fields(session: Session, account_ids: Collection[int]) -> dict[int, frozenset[Expertise]]:
    """The fields of expertise of these judges."""
    query = select(col(JudgeField.account_id), col(JudgeField.field))
    found: dict[int, set[Expertise]] = {account_id: set() for account_id in account_ids}
    for account_id, field in session.execute(query.where(col(JudgeField.account_id).in_(account_ids))):
        found[account_id].add(field)
    return {account_id: frozenset(named) for account_id, named in found.items()}


def totals(session: Session, call_id: int) -> Sequence[Any]:
    """Proposal, judge and total of every review that was submitted, of proposals that can still be judged."""
    query = (
        select(col(Assignment.proposal_id), col(Assignment.account_id), col(Review.total))
        .join(Review, col(Review.assignment_id) == col(Assignment.id))
        .join(Proposal, col(Proposal.id) == col(Assignment.proposal_id))
        .where(
            col(Assignment.call_id) == call_id,
            col(Assignment.state) == AssignmentState.SUBMITTED,
            col(Review.total).is_not(None),
            col(Proposal.state).in_(OPEN_STATES),
        )
    )
    return session.execute(query.order_by(col(Assignment.id))).all()
