"""Answering invitations to a team through the e-mail's link; accepting needs the account of that address."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal, TeamMember
from db.primary_key import pk
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.accounts import Sex
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import SYSTEM, Actor, Permission, ensure
from innovation_hub.domain.proposals import Standing
from innovation_hub.errors import Forbidden, NotNow
from innovation_hub.services import notices
from innovation_hub.services.accounts.tokens import secret_hash
from innovation_hub.services.proposals import access


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation: leader, proposal, call and address."""

    leader: str
    title: str
    call_sw: str
    call_en: str
    email: str
    until: datetime


def invitation(secret: str) -> Invitation | None:
    """The invitation of an e-mail's link; None when it was answered or taken back, or has ended."""
    with read_only() as session:
        member = _open(session, secret)
        if member is None:
            return None
        row = session.get_one(Proposal, member.proposal_id)
        call = session.get_one(Call, row.call_id)
        leader = session.get_one(Account, row.owner_id)
        until = member.invited_until or now()
        return Invitation(leader.name, row.title, call.title_sw, call.title_en, member.email, until)


def accept(actor: Actor, secret: str, *, sex: Sex) -> int:
    """Join the team and state one's own sex for its totals; returns the proposal's id.

    The content to submit does not change, since it names invited people too. Raises `NotNow` for an invalid link and
    `Forbidden` when the invitation went to another address than the account's.
    """
    ensure(actor, Permission.ACCOUNT_OWN)
    with unit_of_work() as uow:
        member, row, _ = _lock_invitation(uow, secret)
        if uow.session.get_one(Account, actor.id).email != member.email:
            raise Forbidden("proposals.refused.invitation_other")
        join(member, sex=sex)
        notices.happened(uow, actor, "proposal.member_joined", "proposal", pk(row))
        uow.commit()
        return pk(row)


def decline(secret: str) -> None:
    """Decline an invitation, without signing in. The leader is notified; raises `NotNow` for an invalid link.

    Later submissions do not name the person, so the proposal counts as changed.
    """
    with unit_of_work() as uow:
        member, row, call = _lock_invitation(uow, secret)
        _answer(member, Standing.DECLINED)
        if access.is_open(call, now()):
            access.touch(row, now())
        about = notices.About(proposal=row, call=call, member=member)
        notices.happened(uow, SYSTEM, "proposal.member_declined", "proposal", pk(row), about=about)
        uow.commit()


def join(member: TeamMember, *, sex: Sex) -> None:
    """Make an invited person a member, who states their own sex."""
    _answer(member, Standing.JOINED)
    member.sex = sex


def _answer(member: TeamMember, standing: Standing) -> None:
    member.standing, member.invitation_hash, member.invited_until = standing, None, None


def _open(session: Session, secret: str) -> TeamMember | None:
    query = select(TeamMember).where(
        col(TeamMember.invitation_hash) == secret_hash(secret),
        col(TeamMember.standing) == Standing.INVITED,
        col(TeamMember.invited_until) > now(),
    )
    return session.exec(query.execution_options(populate_existing=True)).one_or_none()


def _lock_invitation(uow: UnitOfWork, secret: str) -> tuple[TeamMember, Proposal, Call]:
    """The open invitation of a secret, with its proposal locked; raises `NotNow` when there is none."""
    found = _open(uow.session, secret)
    if found is None:
        raise NotNow("proposals.refused.invitation_over")
    query = select(Proposal).where(col(Proposal.id) == found.proposal_id).with_for_update()
    row = uow.session.exec(query.execution_options(populate_existing=True)).one_or_none()
    member = _open(uow.session, secret)  # read again after the lock
    if row is None or member is None:
        raise NotNow("proposals.refused.invitation_over")
    return member, row, uow.session.get_one(Call, row.call_id)
