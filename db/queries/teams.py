"""Queries about teams and the accounts behind their members."""

from collections.abc import Collection, Sequence

from sqlalchemy import exists, or_
from sqlmodel import Session, col, select

from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal, Submission, TeamMember
from innovation_hub.domain.proposals import Standing


def with_accounts(session: Session, proposal_id: int) -> Sequence[tuple[TeamMember, Account]]:
    """Those who have joined, each with their account, in the order of the team."""
    query = select(TeamMember, Account).join(Account, col(Account.email) == col(TeamMember.email))
    here = query.where(
        col(TeamMember.proposal_id) == proposal_id, col(TeamMember.standing) == Standing.JOINED
    )
    return session.exec(here.order_by(col(TeamMember.position), col(TeamMember.id))).all()


def account_ids(session: Session, member_ids: Collection[int]) -> Sequence[int]:
    """The accounts behind these members."""
    query = select(col(Account.id)).join(TeamMember, col(Account.email) == col(TeamMember.email))
    return [each for each in session.exec(query.where(col(TeamMember.id).in_(member_ids))) if each]


def led(session: Session, account_id: int) -> Sequence[tuple[Proposal, Call]]:
    """The proposals that an account leads, each with its call, in the order they were begun."""
    query = select(Proposal, Call).join(Call, col(Call.id) == col(Proposal.call_id))
    return session.exec(query.where(col(Proposal.owner_id) == account_id).order_by(col(Proposal.id))).all()


def hold_proposals(session: Session, account_id: int, email: str) -> Sequence[tuple[Proposal, Call]]:
    """The proposals that an account leads or is in the team of, locked, in the order of their ids."""
    theirs = exists().where(col(TeamMember.proposal_id) == col(Proposal.id), col(TeamMember.email) == email)
    query = (
        select(Proposal, Call)
        .join(Call, col(Call.id) == col(Proposal.call_id))
        .where(or_(col(Proposal.owner_id) == account_id, theirs))
        .order_by(col(Proposal.id))
        .with_for_update(of=Proposal)
        .execution_options(populate_existing=True)
    )
    return session.exec(query).all()


def is_submitted(session: Session, proposal_id: int) -> bool:
    """Whether the proposal was ever submitted."""
    query = select(Submission.id).where(col(Submission.proposal_id) == proposal_id).limit(1)
    return session.exec(query).first() is not None


def rows_of(session: Session, email: str) -> Sequence[TeamMember]:
    """Every row of a team member with this address, in the order of their ids."""
    query = select(TeamMember).where(col(TeamMember.email) == email).order_by(col(TeamMember.id))
    return session.exec(query).all()
