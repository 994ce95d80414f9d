"""Queries about what cancelling a call affects: counts to be shown, and the recipients of e-mails."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import Session, SQLModel, col

from db.models.accounts import Account
from db.models.calls import CallJudge
from db.models.judging import Assignment
from db.models.proposals import Proposal
from db.queries.panels import CAN_JUDGE
from db.records import table_of
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.proposals import RECEIVED, ProposalState

_BEGUN = (AssignmentState.ACCEPTED, AssignmentState.SUBMITTED)


def touched(session: Session, call_id: int) -> dict[str, tuple[int, int]]:
    """Proposals received, drafts, reviews begun and judges of a call: how many, and the sum of their ids.

    The sum differs when one draft was replaced by another.
    """
    proposals = (
        *_of(col(Proposal.state).in_(RECEIVED), col(Proposal.id)),
        *_of(col(Proposal.state) == ProposalState.DRAFT, col(Proposal.id)),
    )
    submitted, submitted_ids, drafts, draft_ids = _one(session, Proposal, proposals, call_id)
    reviews = _of(col(Assignment.state).in_(_BEGUN), col(Assignment.id))
    judges = _of(col(CallJudge.account_id) > 0, col(CallJudge.account_id))
    return {
        "submitted": (submitted, submitted_ids),
        "drafts": (drafts, draft_ids),
        "reviews": _one(session, Assignment, reviews, call_id),
        "judges": _one(session, CallJudge, judges, call_id),
    }


def _of(condition: ColumnElement[bool], number: Any) -> tuple[ColumnElement[int], ColumnElement[int]]:
    return (
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0),
        func.coalesce(func.sum(case((condition, number), else_=0)), 0),
    )


def _one(
    session: Session, model: type[SQLModel], counts: tuple[ColumnElement[int], ...], call_id: int
) -> Any:
    query = select(*counts).select_from(model).where(table_of(model).c.call_id == call_id)
    return tuple(int(value) for value in session.connection().execute(query).one())


def judges(session: Session, call_id: int) -> dict[str, str]:
    """The judges of a call who can judge today: the language of each, by address, in their order."""
    query = (
        select(col(Account.email), col(Account.language))
        .join(CallJudge, col(CallJudge.account_id) == col(Account.id))
        .where(col(CallJudge.call_id) == call_id, CAN_JUDGE)
        .order_by(col(Account.email))
    )
    return {row.email: row.language for row in session.connection().execute(query)}
