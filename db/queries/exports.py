"""Rows of the public exports: nothing here is secret, nobody is named without consent."""

from typing import Any

from sqlalchemy import Result, and_, case, select
from sqlmodel import Session, SQLModel, col

from db.models.accounts import Account
from db.models.awards import Decision
from db.models.budgets import BudgetTotal
from db.models.calls import Call
from db.models.institutions import Institution
from db.models.proposals import Proposal
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.proposals import IN_JUDGING, ProposalState

ANNOUNCED = (CallState.PUBLISHED, CallState.CONCLUDED, CallState.CANCELLED)


def calls(session: Session) -> Result[Any]:
    """Calls that were published, by opening instant."""
    columns = _columns(
        Call,
        "code state title_sw title_en audience resolutions opens_at closes_at prize_pool published_at "
        "concluded_at demo",
    )
    query = select(*columns).where(col(Call.state).in_(ANNOUNCED), col(Call.published_at).is_not(None))
    return session.execute(query.order_by(col(Call.opens_at), col(Call.code)))


def proposals(session: Session) -> Result[Any]:
    """Judged proposals of calls whose results are published; titles and names only of those awarded."""
    awarded = col(Proposal.state) == ProposalState.AWARDED
    named = and_(awarded, col(Proposal.consent_to_name))
    query = (
        select(
            col(Proposal.code),
            col(Call.code).label("call"),
            col(Proposal.track),
            col(Proposal.resolutions),
            col(Proposal.was_shortlisted).label("shortlisted"),
            awarded.label("awarded"),
            case((awarded, col(Decision.amount))).label("amount"),
            case((awarded, col(Proposal.title))).label("title"),
            case((named, col(Account.name))).label("name"),
            case((named, col(Institution.code))).label("institution"),
            col(Proposal.demo),
        )
        .join(Call, col(Call.id) == col(Proposal.call_id))
        .join(Account, col(Account.id) == col(Proposal.owner_id))
        .outerjoin(Institution, col(Institution.id) == col(Proposal.institution_id))
        .outerjoin(
            Decision,
            and_(col(Decision.proposal_id) == col(Proposal.id), col(Decision.superseded_at).is_(None)),
        )
        .where(col(Call.state) == CallState.CONCLUDED, col(Proposal.state).in_(IN_JUDGING))
        .order_by(col(Call.opens_at), col(Proposal.code))
    )
    return session.execute(query)


def budgets(session: Session) -> Result[Any]:
    """Approved totals of each institution by year, category, nature and fund; no lines and no people."""
    query = (
        select(
            col(Institution.code).label("institution"),
            col(Institution.name_sw),
            col(Institution.name_en),
            col(Institution.kind),
            col(Institution.region_code).label("region"),
            *_columns(
                BudgetTotal,
                "financial_year category nature fund lines original allocated released committed spent last_on",
            ),
            col(Institution.demo),
        )
        .join(Institution, col(Institution.id) == col(BudgetTotal.institution_id))
        .where(col(BudgetTotal.lines) > 0)
        .order_by(
            col(BudgetTotal.financial_year),
            col(Institution.code),
            col(BudgetTotal.category),
            col(BudgetTotal.nature),
            col(BudgetTotal.fund),
        )
    )
    return session.execute(query)


def _columns(model: type[SQLModel], names: str) -> list[Any]:
    return [getattr(model, name) for name in names.split()]
