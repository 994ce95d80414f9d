"""Queries about an institution's records: counts before it is closed or merged, and the rows a merger moves."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from db.models.accounts import Account
from db.models.budgets import BudgetLine, BudgetTotal, Movement
from db.models.devices import Device
from db.models.institutions import Enrolment, Institution
from db.models.proposals import Proposal, TeamMember
from db.primary_key import pk
from db.queries.budgets import PENDING
from innovation_hub.domain.accounts import AccountState
from innovation_hub.domain.proposals import OPEN


def waiting(session: Session, institution_id: int) -> list[tuple[int, int]]:
    """(id, version) of every movement that waits for approval, oldest first."""
    query = select(col(Movement.id), col(Movement.version)).where(
        col(Movement.institution_id) == institution_id, PENDING
    )
    return [(pk(row), row.version) for row in session.execute(query.order_by(col(Movement.id)))]


def counts(session: Session, institution_id: int) -> Any:
    """How many people, budget lines, movements, devices, proposals, open proposals and members it has."""

    def number(model: type[Any], *where: Any) -> Any:
        query = select(func.count()).select_from(model)
        return query.where(model.institution_id == institution_id, *where).scalar_subquery()

    named = {
        "people": number(Account, col(Account.state) != AccountState.DISABLED),
        "lines": number(BudgetLine),
        "movements": number(Movement),
        "devices": number(Device),
        "proposals": number(Proposal),
        "open_proposals": number(Proposal, col(Proposal.state).in_(OPEN)),
        "members": number(TeamMember),
    }
    return session.execute(select(*(query.label(name) for name, query in named.items()))).one()


def hold(session: Session, institution_id: int, into_id: int) -> dict[int, Institution]:
    """Lock all rows to be moved, then both institutions against new references; returns the institutions by id.

    In the order of other services' locks: a person or a proposal first, then its institution.
    """
    mine = col(TeamMember.institution_id) == institution_id
    teams = select(col(TeamMember.proposal_id)).where(mine)
    people = col(Account.institution_id) == institution_id
    written = or_(col(Proposal.institution_id) == institution_id, col(Proposal.id).in_(teams))
    for key, where in ((col(Account.id), people), (col(Proposal.id), written)):
        session.execute(select(key).where(where).order_by(key).with_for_update(key_share=True)).all()
    both = col(Institution.id).in_((institution_id, into_id))
    query = select(Institution).where(both).order_by(col(Institution.id)).with_for_update()
    rows = session.execute(query.execution_options(populate_existing=True)).scalars()
    return {pk(row): row for row in rows}


def owned(session: Session, model: type[Any], institution_id: int) -> Sequence[Any]:
    """The rows of a table that belong to an institution, by their ids."""
    query = select(model).where(model.institution_id == institution_id).order_by(model.id)
    return session.execute(query).scalars().all()


def totals(session: Session, institution_id: int) -> Sequence[BudgetTotal]:
    """The stored totals of an institution, in the common order of locks."""
    place = (BudgetTotal.financial_year, BudgetTotal.category, BudgetTotal.nature, BudgetTotal.fund)
    query = select(BudgetTotal).where(col(BudgetTotal.institution_id) == institution_id)
    return session.execute(query.order_by(*map(col, place))).scalars().all()


def enrolments(session: Session, institution_id: int) -> dict[str, Enrolment]:
    """Enrolled students of a university by year."""
    query = select(Enrolment).where(col(Enrolment.institution_id) == institution_id)
    return {row.financial_year: row for row in session.execute(query).scalars()}


def merged_into(session: Session, institution_id: int) -> Sequence[Institution]:
    """The institutions that were merged into this one before."""
    query = select(Institution).where(col(Institution.merged_into_id) == institution_id)
    return session.execute(query.order_by(col(Institution.id))).scalars().all()
