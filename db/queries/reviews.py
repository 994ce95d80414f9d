"""Queries for a judge; each has a condition on the judge, so that nobody can access another's work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, case, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models.calls import Call, CallJudge
from db.models.judging import Assignment, Declaration, Review, Score
from db.models.proposals import Proposal, Submission
from db.models.results import Decision
from db.queries.judging import SUBMITTED, TITLE, AnySelect, length, number
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.judging import DECLARATION_VERSION, AssignmentState
from innovation_hub.methods.terms.ranking import Direction


@dataclass(frozen=True, slots=True)
class Own:
    """An assignment of a judge with its proposal, call and review; ``review_id`` is None until the text was opened."""

    assignment_id: int
    state: AssignmentState
    call_id: int
    call_state: CallState
    opens_at: datetime
    closes_at: datetime
    grace_minutes: int
    score_min: int
    score_max: int
    score_best: Direction
    proposal_id: int
    code: str
    submission_id: int
    review_id: int | None
    comment: str | None
    note: str | None
    submitted_at: datetime | None
    total: float | None
    version: int | None
    saved_at: datetime | None
    signed: bool
    decided: bool


_SHOWN = (CallState.PUBLISHED, CallState.CONCLUDED, CallState.CANCELLED)
_TO_DO = (AssignmentState.ASSIGNED, AssignmentState.ACCEPTED)
_ORDER = case(
    {AssignmentState.ACCEPTED: 0, AssignmentState.ASSIGNED: 1, AssignmentState.SUBMITTED: 2},
    value=col(Assignment.state),
    else_=3,
)
# Each judge has a different order, so that no proposal is the last one for all.
_OWN_ORDER = (col(Assignment.proposal_id) % 1009 * 7919 + col(Assignment.account_id) % 1009 * 4057) % 1009

_SCORED = (
    select(func.count()).where(col(Score.review_id) == col(Review.id)).correlate(Review).scalar_subquery()
)
_QUEUE: AnySelect = (
    select(
        col(Assignment.id).label("assignment_id"),
        col(Assignment.proposal_id),
        col(Proposal.code),
        TITLE.label("title"),
        col(Submission.content)["identity"].label("identity"),
        col(Assignment.state),
        _SCORED.label("scored"),
        col(Review.total),
    )
    .join(Proposal, col(Proposal.id) == col(Assignment.proposal_id))
    .join(Submission, SUBMITTED)
    .outerjoin(Review, col(Review.assignment_id) == col(Assignment.id))
    .order_by(_ORDER, _OWN_ORDER, col(Assignment.id))
)


def calls(session: Session, account_id: int) -> Sequence[Any]:
    """The calls a judge is invited to, with the numbers of reviews asked for and submitted."""
    return session.connection().execute(_calls(), {"account_id": account_id}).all()


_CARD = (
    col(Call.id),
    col(Call.code),
    col(Call.state),
    col(Call.title_sw),
    col(Call.title_en),
    col(Call.audience),
    col(Call.resolutions),
    col(Call.opens_at),
    col(Call.closes_at),
    col(Call.grace_minutes),
    col(Call.prize_pool),
    col(Call.cancel_reason),
)


@cache
def _calls() -> AnySelect:
    """The statement of `calls`, built once; the judge is the parameter `account_id`."""
    judge = number("account_id")

    def count(*states: AssignmentState) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((col(Assignment.state).in_(states), 1), else_=0)), 0)

    asked = (col(Assignment.call_id) == col(Call.id)) & (col(Assignment.account_id) == judge)
    invited = select(col(CallJudge.call_id)).where(col(CallJudge.account_id) == judge)
    signed = (
        select(col(Declaration.id))
        .where(col(Declaration.call_id) == col(Call.id), _own_declaration(judge))
        .correlate(Call)
        .exists()
    )
    return (
        select(
            *_CARD,
            count(*_TO_DO, AssignmentState.SUBMITTED).label("asked"),
            count(AssignmentState.SUBMITTED).label("done"),
            signed.label("signed"),
        )
        .outerjoin(Assignment, asked)
        .where(col(Call.id).in_(invited), col(Call.state).in_(_SHOWN))
        .group_by(col(Call.id))
        .order_by(col(Call.closes_at).desc(), col(Call.id))
    )


def _own_declaration(account_id: int | BindParameter[int]) -> ColumnElement[bool]:
    return (col(Declaration.account_id) == account_id) & (
        col(Declaration.text_version) == DECLARATION_VERSION
    )


_SIGNED: AnySelect = select(col(Declaration.id)).where(
    col(Declaration.call_id) == number("call_id"), _own_declaration(number("account_id"))
)


def signed(session: Session, account_id: int, call_id: int) -> bool:
    """Whether the judge has signed the present declaration for the call."""
    mine = {"account_id": account_id, "call_id": call_id}
    return session.connection().execute(_SIGNED, mine).first() is not None


_OWN = (
    col(Assignment.account_id) == number("account_id"),
    col(Assignment.call_id) == number("call_id"),
    col(Assignment.state) != AssignmentState.RELEASED,
)
_QUEUE_PAGE = _QUEUE.where(*_OWN).offset(number("offset")).limit(number("size"))
_QUEUE_LENGTH = select(func.count()).select_from(Assignment).where(*_OWN)


def queue(
    session: Session, account_id: int, call_id: int, *, offset: int, size: int
) -> tuple[Sequence[Any], int]:
    """A page of the judge's assignments in a call, begun reviews first; and their number."""
    mine = {"account_id": account_id, "call_id": call_id}
    rows = session.connection().execute(_QUEUE_PAGE, {**mine, "offset": offset, "size": size}).all()
    return rows, length(session, rows, lambda: _QUEUE_LENGTH, mine, offset=offset, size=size)


_NEXT: AnySelect = (
    select(col(Assignment.id))
    .where(*_OWN, col(Assignment.state).in_(_TO_DO), col(Assignment.id) != number("but"))
    .order_by(_ORDER, _OWN_ORDER, col(Assignment.id))
    .limit(1)
)


def next_to_do(session: Session, account_id: int, call_id: int, *, but: int | None) -> int | None:
    """The first open assignment of the judge's queue, other than ``but``."""
    mine = {"account_id": account_id, "call_id": call_id, "but": but or 0}
    found: int | None = session.connection().execute(_NEXT, mine).scalar()
    return found


@cache
def _one() -> AnySelect:
    judge = number("account_id")
    signed_it = select(col(Declaration.id)).where(
        col(Declaration.call_id) == col(Assignment.call_id), _own_declaration(judge)
    )
    other = aliased(Proposal)
    decision = (
        select(col(Decision.id))
        .join(other, col(other.id) == col(Decision.proposal_id))
        .where(col(other.call_id) == col(Call.id), col(Decision.superseded_at).is_(None))
    )
    return (
        select(
            col(Assignment.id),
            col(Assignment.state),
            col(Call.id),
            col(Call.state),
            col(Call.opens_at),
            col(Call.closes_at),
            col(Call.grace_minutes),
            col(Call.score_min),
            col(Call.score_max),
            col(Call.score_best),
            col(Proposal.id),
            col(Proposal.code),
            col(Proposal.submission_id),
            col(Review.id),
            col(Review.comment),
            col(Review.confidential_note),
            col(Review.submitted_at),
            col(Review.total),
            col(Review.version),
            col(Review.updated_at),
            signed_it.correlate(Assignment).exists().label("signed"),
            decision.correlate(Call).exists().label("decided"),
        )
        .join(Call, col(Call.id) == col(Assignment.call_id))
        .join(Proposal, col(Proposal.id) == col(Assignment.proposal_id))
        .outerjoin(Review, col(Review.assignment_id) == col(Assignment.id))
        .where(
            col(Assignment.id) == number("assignment_id"),
            col(Assignment.account_id) == judge,
            col(Assignment.state) != AssignmentState.RELEASED,
            col(Call.state).in_(_SHOWN),
        )
    )


def own(session: Session, account_id: int, assignment_id: int) -> Own | None:
    """An assignment of the judge; None when it is another judge's."""
    mine = {"account_id": account_id, "assignment_id": assignment_id}
    row = session.connection().execute(_one(), mine).first()
    return Own(*row) if row else None


_CONTENT: AnySelect = select(col(Submission.content)).where(col(Submission.id) == number("submission_id"))


def submitted_content(session: Session, submission_id: int) -> dict[str, Any]:
    """The content of a submission; the service returns its blind part alone."""
    found = session.connection().execute(_CONTENT, {"submission_id": submission_id})
    return cast(dict[str, Any], found.scalar_one())


def review_of(session: Session, assignment_id: int) -> Review | None:
    """The review of an assignment, once begun."""
    return session.scalar(select(Review).where(col(Review.assignment_id) == assignment_id))


def unfinished(session: Session, call_id: int) -> bool:
    """Whether any review that was asked for in a call is not submitted yet."""
    query = select(col(Assignment.id)).where(
        col(Assignment.call_id) == call_id,
        col(Assignment.state).in_((AssignmentState.ASSIGNED, AssignmentState.ACCEPTED)),
    )
    return session.connection().scalar(query.limit(1)) is not None
