"""Erasing a person's data, and changing the address of their messages."""

from sqlalchemy import delete, update
from sqlmodel import Session, col

from db.models.accounts import AccountRole, EmailToken, RoleRequest
from db.models.messages import OutboxMessage
from db.models.panels import JudgeField
from db.models.proposals import Attachment, Proposal, TeamMember
from innovation_hub.domain.messages import MessageState
from innovation_hub.domain.notices import Recipients, kinds


def erase_draft(session: Session, proposal_id: int) -> None:
    """Delete a draft that was never submitted, with its team and files."""
    connection = session.connection()
    here = col(Proposal.id) == proposal_id
    connection.execute(update(Proposal).where(here).values(attachment_id=None))
    for table in (Attachment, TeamMember):
        connection.execute(delete(table).where(col(table.proposal_id) == proposal_id))
    connection.execute(delete(Proposal).where(here))


def erase_messages(session: Session, account_id: int, email: str, address: str) -> None:
    """Empty the e-mails to a person, and those that name them; pending ones are not sent any more.

    The rows stay, under ``address``, as a process may be sending one of them at this moment.
    """
    connection = session.connection()
    named = col(OutboxMessage.params)["person"].as_integer() == account_id
    elsewhere = [kind for kind, row in kinds().items() if row.to is Recipients.OTHER_ADDRESS]
    told_before = named & (col(OutboxMessage.kind).in_(elsewhere))
    connection.execute(update(OutboxMessage).where(told_before).values(to_address=address))
    ended = {"params": {}, "last_error": ""}
    for which, more in ((col(OutboxMessage.to_address) == email, {"to_address": address}), (named, {})):
        waiting = which & (col(OutboxMessage.state) == MessageState.PENDING)
        connection.execute(update(OutboxMessage).where(waiting).values(state=MessageState.OBSOLETE))
        connection.execute(update(OutboxMessage).where(which).values(ended | more))


def readdress_messages(session: Session, before: str, after: str) -> None:
    """Change the address of e-mails to the owner's new one; pending ones are sent there."""
    change = update(OutboxMessage).where(col(OutboxMessage.to_address) == before).values(to_address=after)
    session.connection().execute(change)


def erase_keys(session: Session, account_id: int) -> None:
    """Delete the roles, the request for one, e-mailed links and fields of an account."""
    for table in (AccountRole, EmailToken, JudgeField, RoleRequest):
        session.connection().execute(delete(table).where(col(table.account_id) == account_id))
