"""What the hub holds about one person, for their own eyes, and what of it is theirs alone to erase."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, inspect, update
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from db.models.accounts import Account, AccountRole, EmailToken, RoleRequest
from db.models.calls import Call
from db.models.judging import Assignment, ConflictOfInterest, Declaration, Review
from db.models.messages import OutboxMessage
from db.models.panels import JudgeField
from db.models.proposals import Attachment, Proposal, Submission, TeamMember
from db.queries.proposals import MAY_OPEN
from db.types import Table
from innovation_hub.domain.accounts import CLOSED_DOMAIN
from innovation_hub.domain.messages import MessageKind, MessageState

NO_ACTS = frozenset(
    {
        "account_role.account_id",
        "session.account_id",
        "known_browser.account_id",
        "email_token.account_id",
        "role_request.account_id",
        "judge_field.account_id",
        "call_judge.account_id",
        "panel_seat.account_id",
        "proposal.owner_id",
        "attachment.uploaded_by",
    }
)
"""References to an account that are no official act of the person; every other column that refers to one is."""


_TO_ANOTHER_ADDRESS = (MessageKind.EMAIL_CHANGED, MessageKind.NEW_EMAIL)
"""E-mails to the person they name, at an address that is not the account's."""


def closed(session: Session) -> Sequence[tuple[int, datetime]]:
    """The accounts that their owners closed: number, and when they were made."""
    query = select(col(Account.id), col(Account.created_at)).where(col(Account.email).endswith(CLOSED_DOMAIN))
    return [(number, at) for number, at in session.exec(query.order_by(col(Account.id))) if number]


def acts() -> list[Any]:
    """The columns in which an official act bears a person's name."""
    return [
        key.parent
        for table in Table.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "account" and f"{table.name}.{key.parent.name}" not in NO_ACTS
    ]


def is_on_record(session: Session, account_id: int) -> bool:
    """Whether an official act bears the person's name: a submission, a review, a decision, a movement of money."""
    connection = session.connection()
    return any(connection.execute(sa_select(exists().where(by == account_id))).scalar() for by in acts())


def erase_draft(session: Session, proposal_id: int) -> None:
    """Delete a draft that was never submitted, with its team and files."""
    connection = session.connection()
    here = col(Proposal.id) == proposal_id
    connection.execute(update(Proposal).where(here).values(attachment_id=None))
    for table in (Attachment, TeamMember):
        connection.execute(delete(table).where(col(table.proposal_id) == proposal_id))
    connection.execute(delete(Proposal).where(here))


def erase_messages(session: Session, account_id: int, email: str, address: str) -> None:
    """Empty the e-mails to a person, and those that name them; what still waited is not sent any more.

    The rows stay, under ``address``: a process may be sending one of them at this moment.
    """
    connection = session.connection()
    named = col(OutboxMessage.params)["person"].as_integer() == account_id
    told_before = named & (col(OutboxMessage.kind).in_(_TO_ANOTHER_ADDRESS))
    connection.execute(update(OutboxMessage).where(told_before).values(to_address=address))
    ended = {"params": {}, "last_error": ""}
    for which, more in ((col(OutboxMessage.to_address) == email, {"to_address": address}), (named, {})):
        waiting = which & (col(OutboxMessage.state) == MessageState.PENDING)
        connection.execute(update(OutboxMessage).where(waiting).values(state=MessageState.OBSOLETE))
        connection.execute(update(OutboxMessage).where(which).values(ended | more))


def readdress_messages(session: Session, before: str, after: str) -> None:
    """Let the e-mails to an address belong to its owner's new one; what still waits is sent there."""
    change = update(OutboxMessage).where(col(OutboxMessage.to_address) == before).values(to_address=after)
    session.connection().execute(change)


def erase_keys(session: Session, account_id: int) -> None:
    """Delete the roles, the request for one, e-mailed links and fields of an account."""
    for table in (AccountRole, EmailToken, JudgeField, RoleRequest):
        session.connection().execute(delete(table).where(col(table.account_id) == account_id))


def rows_about(session: Session, account_id: int, email: str) -> dict[str, list[dict[str, Any]]]:
    """What other tables hold about a person: their teams, submissions and judging."""
    reviews = _columns(Assignment, "proposal_id state") + _columns(Review, "comment confidential_note total")
    queries = {
        "teams": _about(TeamMember, "proposal_id name email sex study_level standing", "email", email),
        "submissions": _about(
            Submission, "proposal_id number submitted_at content", "submitted_by", account_id
        ),
        "declarations": _about(Declaration, "", "account_id", account_id),
        "conflicts_of_interest": _about(ConflictOfInterest, "", "account_id", account_id),
        "fields": _about(JudgeField, "field", "account_id", account_id),
        "reviews": sa_select(*reviews)
        .outerjoin_from(Assignment, Review, col(Review.assignment_id) == col(Assignment.id))
        .where(col(Assignment.account_id) == account_id),
    }
    connection = session.connection()
    return {
        name: [dict(row) for row in connection.execute(query).mappings()] for name, query in queries.items()
    }


def proposals_written(session: Session, account_id: int) -> Sequence[tuple[Proposal, Call]]:
    """The proposals a person leads or takes part in, each with its call, in the order they were begun."""
    query = select(Proposal, Call).join(Call, col(Call.id) == col(Proposal.call_id)).where(MAY_OPEN)
    return session.exec(query.order_by(col(Proposal.id)), params={"account_id": account_id}).all()


def files_of(session: Session, proposal_id: int) -> Sequence[int]:
    """The PDFs that a proposal has or was submitted with, by id."""
    query = select(col(Attachment.id)).where(col(Attachment.proposal_id) == proposal_id)
    return [each for each in session.exec(query.order_by(col(Attachment.id))) if each]


def _about(table: type[Table], names: str, by: str, value: object) -> Select[Any]:
    return sa_select(*_columns(table, names)).where(inspect(table).columns[by] == value)


def _columns(table: type[Table], names: str) -> list[ColumnElement[Any]]:
    """The named columns of a table, or all of them."""
    columns = inspect(table).columns
    return [columns[name] for name in names.split() or columns.keys()]
