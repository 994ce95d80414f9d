"""Rows of team members whose account changes its address or is closed."""

from sqlmodel import Session

from db.models.calls import Call
from db.models.proposals import Proposal, Submission, TeamMember
from innovation_hub.domain.clock import now
from innovation_hub.domain.proposals import Standing
from innovation_hub.services.proposals import access


def close(session: Session, member: TeamMember, email: str) -> None:
    """Remove a closed account from a team; the first and those whom a submission names stay, under this address.

    An open invitation ends as declined.
    """
    row = session.get_one(Proposal, member.proposal_id)
    keep_place(session, row, member)
    if member.submitted_place is None and member.position != 0:
        session.delete(member)
        access.touch(row, now())
        return
    member.email = email
    if member.standing is Standing.INVITED:
        member.standing, member.invitation_hash, member.invited_until = Standing.DECLINED, None, None
        access.touch(row, now())


def move(session: Session, row: Proposal, call: Call, member: TeamMember, email: str) -> None:
    """Set a member's new address; while the call is open this raises the proposal's version."""
    keep_place(session, row, member)
    member.email = email
    if access.is_open(call, now()):
        access.touch(row, now())


def keep_place(session: Session, row: Proposal, member: TeamMember) -> None:
    """Store the member's position in the submission, which is found by the address, before the address changes."""
    if member.submitted_place is None and row.submission_id is not None:
        submitted = session.get_one(Submission, row.submission_id).content["identity"]["team"]
        member.submitted_place = next(
            (place for place, each in enumerate(submitted) if each["email"] == member.email), None
        )


def address_changed(session: Session, member: TeamMember) -> bool:
    """Whether the member's address differs from the one in the submission."""
    row = session.get_one(Proposal, member.proposal_id)
    if member.submitted_place is None or row.submission_id is None:
        return False
    submitted = session.get_one(Submission, row.submission_id).content["identity"]["team"]
    return bool(submitted[member.submitted_place]["email"] != member.email)
