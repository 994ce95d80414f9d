"""Who looks at a page while it is measured, and at which record."""

from sqlmodel import col, select

from db.models.accounts import Account, AccountRole
from db.models.budgets import BudgetLine
from db.models.calls import Call
from db.models.judging import Assignment
from db.models.proposals import Proposal
from db.unit_of_work import read_only
from innovation_hub.domain.permissions import Role
from innovation_hub.services import demo


def demo_person(role: Role) -> Account:
    """The person of the demonstration who holds the role."""
    emails = [one.email for one in demo.sign_ins()]
    query = select(Account).join(AccountRole, col(AccountRole.account_id) == Account.id)
    with read_only() as session:
        return session.exec(query.where(AccountRole.role == role, col(Account.email).in_(emails))).one()


def query_of(name: str, role: Role | None) -> str:
    """The query part of a page's address: the newest record of this person's on a page that shows one record."""
    if role is None or name not in RECORDS:
        return ""
    person = demo_person(role)
    table, key, mine = RECORDS[name]
    query = select(table.id).order_by(col(table.id).desc())
    if mine is not None:
        query = query.where(mine == (person.institution_id if name == "budget_line" else person.id))
    with read_only() as session:
        found = session.exec(query).first()
    if found is None:
        raise LookupError(f"{person.email} has nothing to look at on page {name}")
    return f"{key}={found}"


RECORDS = {
    "proposal": (Proposal, "proposal", Proposal.owner_id),
    "review": (Assignment, "assignment", Assignment.account_id),
    "call_editor": (Call, "call", None),
    "budget_line": (BudgetLine, "line", BudgetLine.institution_id),
}
