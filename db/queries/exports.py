"""Rows of the public exports: nothing here is secret."""

from typing import Any

from sqlalchemy import Result, select
from sqlmodel import Session, SQLModel, col

from db.models.budgets import BudgetTotal
from db.models.calls import Call
from db.models.institutions import Institution
from innovation_hub.domain.calls import CallState

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
