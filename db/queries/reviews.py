"""Queries of a judge about their own work; each names the judge, so that nobody reaches another's."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, Integer, bindparam, case, func, select
from sqlmodel import Session, col

from db.models.calls import Call, CallJudge
from db.models.institutions import Institution
from db.models.judging import Assignment, Declaration, Review, Score
from db.models.proposals import Proposal, Submission
from db.queries.judging import SUBMITTED, TITLE, AnySelect, length
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.judging import DECLARATION_VERSION, AssignmentState

Own = tuple[Assignment, Call, Proposal, Review | None]

_SHOWN = (CallState.PUBLISHED, CallState.CONCLUDED)
_TO_DO = (AssignmentState.ASSIGNED, AssignmentState.ACCEPTED)
_ORDER = case(
    {AssignmentState.ACCEPTED: 0, AssignmentState.ASSIGNED: 1, AssignmentState.SUBMITTED: 2},
    value=col(Assignment.state),
    else_=3,
)
# Each judge has an order of their own, so that no proposal is always the last one of a long evening.
_OWN_ORDER = (col(Assignment.proposal_id) % 1009 * 7919 + col(Assignment.account_id) % 1009 * 4057) % 1009

_SCORED = (
    select(func.count()).where(col(Score.review_id) == col(Review.id)).correlate(Review).scalar_subquery()
)
_QUEUE: AnySelect = (
    select(
        col(Assignment.id).label("assignment_id"),
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
    """The calls a judge is invited to or was asked in, with the number of reviews to give and given."""
    return session.execute(_calls(), {"account_id": account_id}).all()


@cache
def _calls() -> AnySelect:
    """Built once, for that takes longer than asking; the judge is the parameter `account_id`."""
    judge: BindParameter[int] = bindparam("account_id", type_=Integer)

    def number(*states: AssignmentState) -> ColumnElement[int]:
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
            Call,
            number(*_TO_DO, AssignmentState.SUBMITTED).label("asked"),
            number(AssignmentState.SUBMITTED).label("done"),
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


def signed(session: Session, account_id: int, call_id: int) -> bool:
    """Whether the judge has signed the present declaration for the call."""
    query = select(col(Declaration.id)).where(
        col(Declaration.call_id) == call_id, _own_declaration(account_id)
    )
    return session.scalar(query) is not None


def queue(
    session: Session, account_id: int, call_id: int, *, offset: int, size: int
) -> tuple[Sequence[Any], int]:
    """What the judge was asked for in a call, begun reviews first; and how much it is."""
    where = _own(account_id, call_id)
    rows = session.execute(_QUEUE.where(*where).offset(offset).limit(size)).all()
    count = select(func.count()).select_from(Assignment).where(*where)
    return rows, length(session, rows, count, offset=offset, size=size)


def _own(account_id: int, call_id: int) -> list[ColumnElement[bool]]:
    return [
        col(Assignment.account_id) == account_id,
        col(Assignment.call_id) == call_id,
        col(Assignment.state) != AssignmentState.RELEASED,
    ]


def next_to_do(session: Session, account_id: int, call_id: int, *, but: int | None) -> int | None:
    """The first assignment of the judge's queue that waits for them, other than one."""
    query = select(col(Assignment.id)).where(
        *_own(account_id, call_id), col(Assignment.state).in_(_TO_DO), col(Assignment.id) != (but or 0)
    )
    return session.scalar(query.order_by(_ORDER, _OWN_ORDER, col(Assignment.id)).limit(1))


def own(session: Session, account_id: int, assignment_id: int) -> Own | None:
    """An assignment of the judge with its call, proposal and review; None when it is not theirs."""
    query: AnySelect = (
        select(Assignment, Call, Proposal, Review)
        .join(Call, col(Call.id) == col(Assignment.call_id))
        .join(Proposal, col(Proposal.id) == col(Assignment.proposal_id))
        .outerjoin(Review, col(Review.assignment_id) == col(Assignment.id))
        .where(
            col(Assignment.id) == assignment_id,
            col(Assignment.account_id) == account_id,
            col(Assignment.state) != AssignmentState.RELEASED,
            col(Call.state).in_(_SHOWN),
        )
    )
    row = session.execute(query).first()
    return cast(Own, tuple(row)) if row else None


def scores(session: Session, review_id: int) -> dict[int, int | None]:
    """The scores of a review by criterion; None is «cannot judge this»."""
    query = select(col(Score.criterion_id), col(Score.value)).where(col(Score.review_id) == review_id)
    return {row.criterion_id: row.value for row in session.execute(query)}


def handed_in(session: Session, proposal: Proposal) -> dict[str, Any]:
    """What was handed in last; the service passes on the blind part alone."""
    query = select(col(Submission.content)).where(col(Submission.id) == proposal.submission_id)
    return cast(dict[str, Any], session.execute(query).scalar_one())


def institution_names(session: Session, codes: Collection[str]) -> dict[str, tuple[str, str]]:
    """The names of institutions in both languages, by code."""
    query = select(col(Institution.code), col(Institution.name_sw), col(Institution.name_en))
    rows = session.execute(query.where(col(Institution.code).in_(codes)))
    return {code: (name_sw, name_en) for code, name_sw, name_en in rows}


def declarations(session: Session, account_id: int) -> Sequence[Declaration]:
    """What a judge has signed, the latest first."""
    query = select(Declaration).where(col(Declaration.account_id) == account_id)
    return session.scalars(query.order_by(col(Declaration.id).desc())).all()


def review_of(session: Session, assignment_id: int) -> Review | None:
    """The review of an assignment, once begun."""
    return session.scalar(select(Review).where(col(Review.assignment_id) == assignment_id))
