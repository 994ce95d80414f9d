"""Institutions that keep a budget: an officer, an approver, and movements recorded and approved by them."""

from dataclasses import dataclass
from datetime import date

from db.models.institutions import FinancialYear
from db.unit_of_work import unit_of_work
from innovation_hub.domain.budgets import Category, Fund, MovementKind, Nature
from innovation_hub.domain.clock import financial_year_label
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.services import budgets
from tests.factories.accounts import an_account, an_institution

YEAR = "2025/26"


@dataclass(frozen=True)
class Office:
    """The people of one institution."""

    institution_id: int
    officer: Actor
    approver: Actor


def financial_years(first: int = 2016, last: int = 2026) -> None:
    """The years that reference data brings."""
    with unit_of_work() as uow:
        uow.session.add_all(
            FinancialYear(label=financial_year_label(y), starts_on=date(y, 7, 1), ends_on=date(y + 1, 6, 30))
            for y in range(first, last + 1)
            if uow.session.get(FinancialYear, financial_year_label(y)) is None
        )
        uow.commit()


def an_office(**fields) -> Office:
    """An institution with an officer and an approver, in a hub that knows its financial years."""
    financial_years()
    institution_id = an_institution(fields.pop("kind", InstitutionKind.LOCAL_AUTHORITY), **fields)
    return Office(
        institution_id,
        an_account(Role.OFFICER, institution_id=institution_id, name="Neema Mushi"),
        an_account(Role.APPROVER, institution_id=institution_id, name="Juma Khamis"),
    )


def a_line(office: Office, *, amount="1,000,000", approved=True, **fields) -> int:
    """The id of a line with its first allocation."""
    values = {
        "financial_year": YEAR,
        "category": Category.RESEARCH,
        "nature": Nature.DEVELOPMENT,
        "fund": Fund.LOCAL,
        "description": "Study of digital payments",
        "happened_on": date(2025, 7, 1),
    }
    recorded = budgets.create_line(office.officer, amount=amount, **(values | fields))
    if approved:
        budgets.approve(office.approver, movement_id=recorded.movement_id, version=1)
    return recorded.line_id


def a_movement(
    office: Office, line_id: int, kind: MovementKind, amount: str, *, approved=True, **fields
) -> int:
    """The id of a movement of the line."""
    values = {"happened_on": date(2025, 9, 1), "note": "As the letter of September says."} | fields
    recorded = budgets.record(office.officer, line_id=line_id, kind=kind, amount=amount, **values)
    if approved:
        budgets.approve(office.approver, movement_id=recorded.movement_id, version=1)
    return recorded.movement_id
