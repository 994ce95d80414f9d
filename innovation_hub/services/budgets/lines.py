"""Adding a line to an institution's budget, with its first allocation."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from db.models.budgets import Balance, BudgetLine, Movement
from db.unit_of_work import unit_of_work
from innovation_hub.domain.budgets import Category, Fund, LedgerAccount, MovementKind, Nature
from innovation_hub.domain.form6 import Form6
from innovation_hub.domain.money import parse_money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict
from innovation_hub.services import notices
from innovation_hub.services.budgets.access import clean, dated, hold_institution, is_duplicate, year_named


@dataclass(frozen=True, slots=True)
class Recorded:
    """The line that was written to, and the movement that now waits for approval."""

    line_id: int
    movement_id: int


def create_line(
    actor: Actor,
    *,
    financial_year: str,
    category: Category,
    nature: Nature,
    fund: Fund,
    description: str,
    amount: str,
    happened_on: date,
    fund_source: str = "",
    codes: Form6 | None = None,
    reference: str = "",
) -> Recorded:
    """Add a line with its first allocation, which counts once a second person approves it.

    ``amount`` is as typed; 0 declares that nothing is set aside, which is not the same as not reporting.
    Raises `Invalid` with the field that is wrong, `Conflict` when an identical line exists.
    """
    ensure(actor, Permission.BUDGET_WRITE)
    with unit_of_work() as uow:
        session = uow.session
        institution_id = hold_institution(session, actor)
        year_named(session, financial_year)
        line = BudgetLine(
            institution_id=institution_id,
            financial_year=financial_year,
            category=category,
            nature=nature,
            fund=fund,
            description=clean(description, field="description", most=300, least=3),
            fund_source=clean(fund_source, field="fund_source", most=80),
            **asdict((codes or Form6()).checked(financial_year)),
            created_by=actor.id,
        )
        shillings = parse_money(amount, allow_zero=True)
        session.add(line)
        try:
            session.flush()
        except IntegrityError as error:
            if not is_duplicate(error):
                raise
            raise Conflict("budgets.error.line_twice") from error
        assert line.id is not None
        session.execute(
            insert(Balance), [{"line_id": line.id, "account": a, "amount": 0} for a in LedgerAccount]
        )
        movement = Movement(
            line_id=line.id,
            institution_id=institution_id,
            kind=MovementKind.ALLOCATION,
            amount=shillings,
            happened_on=dated(session, financial_year, happened_on),
            reference=clean(reference, field="reference", most=80),
            recorded_by=actor.id,
        )
        session.add(movement)
        session.flush()
        assert movement.id is not None
        notices.happened(
            uow,
            actor,
            "budget_line.created",
            "budget_line",
            line.id,
            {
                "year": financial_year,
                "category": category.value,
                "amount": shillings,
                "movement": movement.id,
            },
        )
        uow.commit()
        return Recorded(line.id, movement.id)
