"""What the hub holds about one person, for their own eyes, and what of it is theirs alone to erase."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, inspect, update
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from db.models.accounts import AccountRole, EmailToken
from db.models.awards import Decision
from db.models.budgets import BudgetLine, Movement
from db.models.calls import Call
from db.models.judging import Assignment, ConflictOfInterest, Declaration, Review
from db.models.panels import JudgeField
from db.models.proposals import Attachment, Proposal, ScreeningNote, Submission, TeamMember
from db.types import Table


def is_on_record(session: Session, account_id: int) -> bool:
    """Whether an official act bears the person's name: a submission, a review, a decision, a movement of money."""
    acts = (
        col(Submission.submitted_by),
        col(Assignment.account_id),
        col(Decision.decided_by),
        col(ScreeningNote.by),
        col(BudgetLine.created_by),
        col(Movement.recorded_by),
        col(Movement.decided_by),
    )
    return any(
        session.connection().execute(sa_select(exists().where(by == account_id))).scalar() for by in acts
    )


def erase_drafts(session: Session, account_id: int) -> int:
    """Delete the drafts that were never handed in, with their teams and files; gives back how many."""
    handed_in = exists().where(col(Submission.proposal_id) == col(Proposal.id))
    drafts = list(session.exec(select(Proposal.id).where(Proposal.owner_id == account_id, ~handed_in)))
    connection = session.connection()
    connection.execute(update(Proposal).where(col(Proposal.id).in_(drafts)).values(attachment_id=None))
    for table in (Attachment, TeamMember):
        connection.execute(delete(table).where(col(table.proposal_id).in_(drafts)))
    connection.execute(delete(Proposal).where(col(Proposal.id).in_(drafts)))
    return len(drafts)


def erase_keys(session: Session, account_id: int) -> None:
    """Delete the roles, e-mailed links and fields of an account."""
    for table in (AccountRole, EmailToken, JudgeField):
        session.connection().execute(delete(table).where(col(table.account_id) == account_id))


def rows_about(session: Session, account_id: int, email: str) -> dict[str, list[dict[str, Any]]]:
    """What other tables hold about a person: their teams, submissions and judging."""
    reviews = _columns(Assignment, "proposal_id state") + _columns(Review, "comment confidential_note total")
    queries = {
        "teams": _about(TeamMember, "proposal_id name email sex study_level", "email", email),
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


def proposals_led(session: Session, account_id: int) -> Sequence[tuple[Proposal, Call]]:
    """The proposals a person leads, each with its call, in the order they were begun."""
    query = select(Proposal, Call).join(Call, col(Call.id) == col(Proposal.call_id))
    return session.exec(query.where(Proposal.owner_id == account_id).order_by(col(Proposal.id))).all()


def _about(table: type[Table], names: str, by: str, value: object) -> Select[Any]:
    return sa_select(*_columns(table, names)).where(inspect(table).columns[by] == value)


def _columns(table: type[Table], names: str) -> list[ColumnElement[Any]]:
    """The named columns of a table, or all of them."""
    columns = inspect(table).columns
    return [columns[name] for name in names.split() or columns.keys()]
