"""The person and the record with which each page is measured."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, and_, true
from sqlmodel import SQLModel, col, select

from db.models.accounts import Account, AccountRole
from db.models.budgets import BudgetLine
from db.models.calls import Call
from db.models.judging import Assignment
from db.models.proposals import Proposal
from db.primary_key import pk
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.domain.proposals import RECEIVED
from innovation_hub.services import accounts, demo, reviews

Condition = Callable[[Account], ColumnElement[bool]]


def demo_person(role: Role) -> Account:
    """The demo person with this role."""
    emails = [one.email for one in demo.sign_ins()]
    query = select(Account).join(AccountRole, col(AccountRole.account_id) == Account.id)
    with read_only() as session:
        return session.exec(query.where(AccountRole.role == role, col(Account.email).in_(emails))).one()


def signed_in(account_id: int) -> tuple[int, str]:
    """A new session of an account: its id, and the secret for the cookie."""
    with unit_of_work() as uow:
        opened = accounts.open_session(uow, account_id)
        uow.commit()
    return opened


WITH_ROWS = {"screening": "show=all"}
"""Lists that have no row at first in the demonstration."""


def query_of(name: str, role: Role | None) -> str:
    """The query of a page's address: the demo person's newest record on a page of one record, a list that has rows.

    Empty for other pages.
    """
    if role is None or name not in RECORDS:
        return WITH_ROWS.get(name, "")
    person = demo_person(role)
    if name == "review":
        begin_a_review(person)
    table, key, condition = RECORDS[name]
    found = newest(table, condition(person))
    if found is None:
        raise LookupError(f"{person.email} has nothing to look at on page {name}")
    return f"{key}={found}"


def newest(table: type[SQLModel], condition: ColumnElement[bool]) -> int | None:
    """The highest id of the rows that match; None without any."""
    with read_only() as session:
        return session.exec(select(table.id).where(condition).order_by(col(table.id).desc())).first()


def begin_a_review(judge: Account) -> None:
    """Accept an assignment of the judge, unless one is accepted already."""
    if newest(Assignment, in_state(AssignmentState.ACCEPTED)(judge)) is None:
        asked = newest(Assignment, in_state(AssignmentState.ASSIGNED)(judge))
        actor = accounts.actor_of_session(signed_in(pk(judge))[0]) or VISITOR
        reviews.accept(actor, assignment_id=asked or 0)


def in_state(state: AssignmentState) -> Condition:
    """The judge's assignments in a state."""
    return lambda judge: and_(col(Assignment.account_id) == judge.id, col(Assignment.state) == state)


RECORDS: dict[str, tuple[type[SQLModel], str, Condition]] = {
    "proposal": (Proposal, "proposal", lambda owner: col(Proposal.owner_id) == owner.id),
    "review": (Assignment, "assignment", in_state(AssignmentState.ACCEPTED)),
    "call_editor": (Call, "call", lambda organiser: true()),
    "received_proposal": (Proposal, "proposal", lambda organiser: col(Proposal.state).in_(RECEIVED)),
    "budget_line": (
        BudgetLine,
        "line",
        lambda officer: col(BudgetLine.institution_id) == officer.institution_id,
    ),
}
