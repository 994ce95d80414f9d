"""Inviting people to a team by an e-mail with a link, which can be sent again."""

import secrets
from datetime import timedelta

from sqlmodel import col, select

from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal, TeamMember
from db.queries import proposals as queries
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import Standing
from innovation_hub.errors import NotFound, NotNow, TooManyTries
from innovation_hub.services import notices, tries
from innovation_hub.services.accounts import tokens
from innovation_hub.services.proposals import access

DAYS = 14
"""Days for which an invitation is valid."""


def invite(uow: UnitOfWork, row: Proposal, call: Call, member: TeamMember, *, by: Account) -> None:
    """E-mail an invitation to a member of a locked proposal; an earlier link becomes invalid.

    Raises `TooManyTries` when too many invitations went to this address or from this account.
    """
    wait = tries.count(uow, (tries.INVITATION, member.email), (tries.INVITING, str(by.id)))
    if wait:
        raise TooManyTries(seconds=wait)
    secret = secrets.token_urlsafe(32)
    member.standing = Standing.INVITED
    member.invitation_hash = tokens.secret_hash(secret)
    member.invited_until = now() + timedelta(days=DAYS)
    notices.notify(
        uow,
        "proposal.member_invited",
        about=notices.About(proposal=row, call=call, member=member, inviter=by),
        link=tokens.link("/account/invitation", secret),
        days=DAYS,
    )


def invite_again(actor: Actor, *, proposal_id: int, member_id: int) -> None:
    """Send a new invitation to a person who has not joined; also after the call has closed, as they may be named in it.

    A person who declined is invited again and named in the next submission, which raises the proposal's version.
    """
    ensure(actor, Permission.PROPOSAL_WRITE)
    with unit_of_work() as uow:
        found = queries.reachable(uow.session, proposal_id=proposal_id, account_id=actor.id, hold=True)
        if found is None:
            raise NotFound
        row, call = found
        query = select(TeamMember).where(
            col(TeamMember.id) == member_id, col(TeamMember.proposal_id) == proposal_id
        )
        member = uow.session.exec(query.execution_options(populate_existing=True)).one_or_none()
        if member is None:
            raise NotFound
        if member.standing is Standing.JOINED:
            raise NotNow("proposals.refused.joined", name=member.name)
        if member.standing is Standing.DECLINED:
            access.ensure_open(call, now())
            access.touch(row, now())
        invite(uow, row, call, member, by=uow.session.get_one(Account, actor.id))
        uow.commit()


def prolong(uow: UnitOfWork, secret: str) -> bool:
    """Restart the validity of an open invitation, for an e-mail that is sent only now; False when it has ended."""
    hashed = tokens.secret_hash(secret)
    query = select(TeamMember).where(col(TeamMember.invitation_hash) == hashed).with_for_update()
    member = uow.session.exec(query.execution_options(populate_existing=True)).one_or_none()
    if member is None or member.standing is not Standing.INVITED:
        return False
    until = now() + timedelta(days=DAYS)
    member.invited_until = max(member.invited_until or until, until)
    return True
