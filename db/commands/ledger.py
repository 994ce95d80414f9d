"""Posting approved movements to the ledger."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import insert, update
from sqlmodel import Session, col

from db.models.budgets import (
    Balance,
    BudgetLine,
    BudgetTotal,
    NationalTotal,
    Posting,
    ReportingTotal,
)
from db.upsert import add_to
from innovation_hub.domain.budgets import (
    Effect,
    LedgerAccount,
    ReportingChange,
)
from innovation_hub.domain.clock import now
from innovation_hub.domain.money import Money


def post(
    session: Session, *, movement_id: int, line_id: int, sides: Sequence[tuple[LedgerAccount, Money]]
) -> None:
    """Insert a movement's postings and update its line's balances; the database refuses a balance below zero."""
    session.execute(
        insert(Posting), [{"movement_id": movement_id, "account": a, "amount": v} for a, v in sides]
    )
    for account, amount in sorted(sides):
        session.execute(
            update(Balance)
            .where(col(Balance.line_id) == line_id, col(Balance.account) == account)
            .values(amount=col(Balance.amount) + amount)
        )


def add_to_totals(
    session: Session, line: BudgetLine, effect: Effect, change: ReportingChange, *, on: date
) -> None:
    """Add a movement's effect to the totals of its institution, then of the country."""
    money = {
        "original": effect.original,
        "allocated": effect.allocated,
        "released": effect.released,
        "committed": effect.committed,
        "spent": effect.spent,
    }
    year, at = line.financial_year, now()
    own = {"institution_id": line.institution_id, "nature": line.nature, "fund": line.fund}
    place = {"financial_year": year, "category": line.category}
    add_to(session, BudgetTotal, key=own | place, add={"lines": effect.lines, **money}, last_on=on)
    counts = {"institutions": change.of_category, "institutions_above_zero": change.above_zero}
    add_to(session, NationalTotal, key=place, add=counts | money, updated_at=at)
    if change.reporting or change.setting_aside:
        reporting = {"institutions": change.reporting, "setting_aside": change.setting_aside}
        add_to(session, ReportingTotal, key={"financial_year": year}, add=reporting, updated_at=at)
