"""Queries about conflicts of interest between the judges of a call and its proposals, declared or found."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.calls import CallJudge
from db.models.judging import ConflictOfInterest
from db.models.proposals import Proposal, TeamMember
from db.queries.judging import AnySelect, length
from innovation_hub.domain.judging import ConflictKind
from innovation_hub.domain.proposals import IN_JUDGING, RECEIVED, ProposalState, Standing


def rivals(session: Session, call_id: int) -> set[int]:
    """Judges of a call with a proposal of their own among the admitted ones, who may judge no proposal of it.

    They cannot be invited, but may have joined one since. After the proposal is ruled out they may judge.
    """
    query = select(col(CallJudge.account_id)).join(Account, col(Account.id) == col(CallJudge.account_id))
    here = col(CallJudge.call_id) == call_id
    return set(session.scalars(query.where(here, competes(call_id, IN_JUDGING))))


def competes(call_id: int, states: Collection[ProposalState] = RECEIVED) -> ColumnElement[bool]:
    """Whether the account owns, or belongs or was invited to the team of, a proposal submitted to the call."""
    received = (col(Proposal.call_id) == call_id) & col(Proposal.state).in_(states)
    # Sought by the account, so that the cost does not grow with the proposals of the call.
    owns = exists().where(col(Proposal.owner_id) == col(Account.id), received)
    belongs = exists().where(
        col(TeamMember.email) == col(Account.email),
        col(TeamMember.standing) != Standing.DECLINED,
        col(Proposal.id) == col(TeamMember.proposal_id),
        received,
    )
    return or_(owns, belongs)


def of_call(session: Session, call_id: int) -> Sequence[Any]:
    """Every (account_id, proposal_id, kind) of a call's judges, declared or found by the hub."""
    query = _conflicts(call_id)
    columns = query.c.account_id, query.c.proposal_id, query.c.kind
    return session.execute(select(*columns).order_by(*columns)).all()


def with_proposal(session: Session, call_id: int, proposal_id: int) -> set[int]:
    """The accounts of a call's judges who have a conflict with a proposal of it."""
    return set(session.scalars(select(_conflicts(call_id, proposal_id).c.account_id)))


def between(session: Session, call_id: int, *, account_id: int, proposal_id: int) -> str | None:
    """The kind of a conflict between a judge and a proposal; None when there is none."""
    found = _conflicts(call_id, proposal_id)
    query = select(found.c.kind).where(found.c.account_id == account_id)
    return session.scalar(query.limit(1))


def _conflicts(call_id: int, proposal_id: int | None = None) -> Subquery:
    """The conflicts of a call, or with one of its proposals alone."""
    judge, theirs, owner = aliased(Account), aliased(Account), col(Proposal.owner_id)
    received: ColumnElement[bool] = col(Proposal.state).in_(RECEIVED)
    if proposal_id is not None:
        received &= col(Proposal.id) == proposal_id
    here = (col(CallJudge.call_id) == call_id) & (col(Proposal.call_id) == call_id) & received
    member = col(TeamMember.proposal_id) == col(Proposal.id)
    named = member & (col(TeamMember.standing) != Standing.DECLINED)

    def found(kind: ConflictKind, *rules: ColumnElement[bool]) -> AnySelect:
        pair: AnySelect = select(
            col(CallJudge.account_id),
            col(Proposal.id).label("proposal_id"),
            literal(kind.value).label("kind"),
        )
        return pair.where(col(judge.id) == col(CallJudge.account_id), here, *rules)

    declared = (
        select(
            col(ConflictOfInterest.account_id),
            col(ConflictOfInterest.proposal_id),
            type_coerce(col(ConflictOfInterest.kind), String),
        )
        .join(Proposal, col(Proposal.id) == col(ConflictOfInterest.proposal_id))
        .where(col(Proposal.call_id) == call_id, received)
    )
    institution = col(judge.institution_id)
    return union(
        found(ConflictKind.SAME_INSTITUTION, col(Proposal.institution_id) == institution),
        found(
            ConflictKind.SAME_INSTITUTION, col(theirs.id) == owner, col(theirs.institution_id) == institution
        ),
        found(ConflictKind.SAME_INSTITUTION, named, col(TeamMember.institution_id) == institution),
        # Also those who declined: the e-mail told them whose proposal it is.
        found(ConflictKind.TEAM_MEMBER, member, col(TeamMember.email) == col(judge.email)),
        found(ConflictKind.TEAM_MEMBER, owner == col(judge.id)),
        declared,
    ).subquery()


def named(session: Session, call_id: int, *, offset: int, size: int) -> tuple[Sequence[Any], int]:
    """A page of the conflicts of a call with the judge's name and the proposal's code; and how many there are."""
    found = _conflicts(call_id)
    query: AnySelect = (
        select(col(Account.name), col(Proposal.code), found.c.kind)
        .join(found, found.c.account_id == col(Account.id))
        .join(Proposal, col(Proposal.id) == found.c.proposal_id)
        .order_by(col(Account.name_key), col(Proposal.code), found.c.kind)
    )
    rows = session.execute(query.offset(offset).limit(size)).all()

    def count() -> Select[int]:
        return select(func.count()).select_from(found)

    return rows, length(session, rows, count, offset=offset, size=size)
