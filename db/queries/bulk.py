"""Queries about bulk steps: the proposals that each moved, and those unchanged since."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import load_only
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.bulk import BulkMove, BulkStep
from db.models.proposals import Proposal
from db.queries.judging import AnySelect, number
from db.queries.ranking import MOVED_BY

_OF = col(Proposal.id) == col(BulkMove.proposal_id)
_STANDS = col(Proposal.version) == col(BulkMove.version)
_STEPS: AnySelect = (
    select(
        col(BulkStep.id),
        col(BulkStep.kind),
        col(BulkStep.at),
        col(Account.name).label("by"),
        func.count().label("moved"),
        func.count(case((_STANDS, 1))).label("stands"),
    )
    .join(Account, col(Account.id) == col(BulkStep.by))
    .join(BulkMove, col(BulkMove.step_id) == col(BulkStep.id))
    .join(Proposal, _OF)
    .where(col(BulkStep.call_id) == number("call_id"), col(BulkStep.undone_at).is_(None))
    .group_by(col(BulkStep.id), col(BulkStep.kind), col(BulkStep.at), col(Account.name))
    .order_by(col(BulkStep.id).desc())
    .limit(number("size"))
)
_CHANGED: AnySelect = (
    select(col(Proposal.code), col(Proposal.state))
    .join(BulkMove, _OF)
    .where(col(BulkMove.step_id) == number("step_id"), col(Proposal.version) != col(BulkMove.version))
    .order_by(col(Proposal.code))
    .limit(number("size"))
)


def steps(session: Session, call_id: int, *, size: int) -> Sequence[Any]:
    """The latest steps of a call that were not undone, with counts of proposals moved and of those unchanged since."""
    return session.connection().execute(_STEPS, {"call_id": call_id, "size": size}).all()


def changed_since(session: Session, step_id: int, *, size: int) -> Sequence[Any]:
    """The first proposals of a step that were changed after it, by code."""
    return session.connection().execute(_CHANGED, {"step_id": step_id, "size": size}).all()


def untouched(session: Session, step_id: int) -> list[tuple[Proposal, Any]]:
    """The proposals that nobody changed after a step, locked, with their state before it."""
    query = (
        select(Proposal, col(BulkMove.before))
        .join(BulkMove, _OF)
        .where(col(BulkMove.step_id) == step_id, _STANDS)
        .order_by(col(Proposal.id))
        .options(load_only(*MOVED_BY, raiseload=True))
        .with_for_update(of=Proposal)
    )
    return [(row[0], row[1]) for row in session.execute(query)]
