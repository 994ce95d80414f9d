"""Queries about all data of one person, and whether any of it is an official act."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, inspect
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from db.models.accounts import Account
from db.models.calls import Call
from db.models.judging import Assignment, ConflictOfInterest, Declaration, Review
from db.models.panels import JudgeField
from db.models.proposals import Attachment, Proposal, Submission, TeamMember
from db.queries.proposals import MAY_OPEN
from db.types import Table
from innovation_hub.domain.accounts import CLOSED_DOMAIN

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
"""Columns that refer to an account without an official act of the person; all other references are official acts."""


def closed(session: Session) -> Sequence[tuple[int, datetime]]:
    """The accounts that their owners closed: number, and when they were made."""
    query = select(col(Account.id), col(Account.created_at)).where(col(Account.email).endswith(CLOSED_DOMAIN))
    return [(number, at) for number, at in session.exec(query.order_by(col(Account.id))) if number]


def acts() -> list[Any]:
    """The columns in which an official act refers to a person."""
    return [
        key.parent
        for table in Table.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "account" and f"{table.name}.{key.parent.name}" not in NO_ACTS
    ]


def is_on_record(session: Session, account_id: int) -> bool:
    """Whether an official act refers to the person: a submission, a review, a decision, a movement of money."""
    connection = session.connection()
    return any(connection.execute(sa_select(exists().where(by == account_id))).scalar() for by in acts())


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
