"""Load of one institution with many devices, budget lines and pending transactions, and of as many people.

Only for measurements: final rows are inserted directly, not by the services.
"""

from datetime import date, timedelta

from sqlmodel import Session as DatabaseSession

from benchmarks.growing_rows import WORDS, insert_rows
from db.models.accounts import Account, AccountRole, Session
from db.models.budgets import Balance, BudgetLine, Movement
from db.models.devices import Device, DeviceReading
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import AccountKind, AccountState
from innovation_hub.domain.budgets import Category, Fund, LedgerAccount, MovementKind, Nature
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Role
from tests.factories.budgets import YEAR, Office, an_office

FIRST_PERSON = 100_000
AMOUNT = 2_000_000


def load(size: int) -> Office:
    """Load this number of each kind of record; returns the people of the institution."""
    office = an_office()
    with unit_of_work() as uow:
        _people(uow.session, office, size)
        _devices(uow.session, office, size)
        _lines(uow.session, office, size)
        uow.commit()
    return office


def _people(session: DatabaseSession, office: Office, size: int) -> None:
    common = {"password_hash": "-", "kind": AccountKind.STAFF, "state": AccountState.ACTIVE}
    ids = range(FIRST_PERSON, FIRST_PERSON + size)
    accounts = [
        {"id": n, "email": f"person{n}@grown.example", "name": f"Mtu wa {WORDS[n % len(WORDS)]} {n}"}
        | {"institution_id": office.institution_id, "created_at": now() - timedelta(minutes=n)}
        | common
        for n in ids
    ]
    signed_in = [
        {"token_hash": f"{n:064d}", "account_id": n, "created_at": now() - timedelta(minutes=n % 997)}
        for n in ids
    ]
    insert_rows(session, Account, accounts)
    insert_rows(session, AccountRole, [{"account_id": n, "role": Role.JUDGE} for n in ids])
    insert_rows(session, Session, signed_in)


def _devices(session: DatabaseSession, office: Office, size: int) -> None:
    place = {"institution_id": office.institution_id, "purpose": "Kupima maji ya kisima kwa mbali."}
    devices = [
        {"id": n, "name": f"Kifaa cha {WORDS[n % len(WORDS)]} {n}", "created_by": office.officer.id} | place
        for n in range(1, size + 1)
    ]
    readings = [
        {"device_id": n, "financial_year": year, "trl": 1 + (n + place) % 9}
        | {"evidence": "Taarifa ya majaribio.", "recorded_by": office.officer.id}
        for n in range(1, size + 1)
        for place, year in enumerate(("2024/25", YEAR))
    ]
    insert_rows(session, Device, devices)
    insert_rows(session, DeviceReading, readings)


def _lines(session: DatabaseSession, office: Office, size: int) -> None:
    """Lines with an approved allocation each, all of it available, and a pending expense."""
    place = {"institution_id": office.institution_id, "created_by": office.officer.id}
    kind = {"nature": Nature.DEVELOPMENT, "fund": Fund.LOCAL}
    categories = list(Category)
    lines = [
        {"id": n, "financial_year": YEAR, "category": categories[n % len(categories)], "reported": True}
        | {"description": f"Mradi wa {WORDS[n % len(WORDS)]} {n}"}
        | place
        | kind
        for n in range(1, size + 1)
    ]
    pending = [
        {
            "id": n,
            "line_id": n,
            "institution_id": office.institution_id,
            "kind": MovementKind.DIRECT_EXPENDITURE,
        }
        | {"amount": 1_000 + n * 7_919 % AMOUNT, "happened_on": date(2025, 9, 1)}
        | {"recorded_by": office.officer.id}
        for n in range(1, size + 1)
    ]
    balances = [
        {"line_id": n, "account": account, "amount": amount}
        for n in range(1, size + 1)
        for account, amount in ((LedgerAccount.SOURCE, -AMOUNT), (LedgerAccount.AVAILABLE, AMOUNT))
    ]
    insert_rows(session, BudgetLine, lines)
    insert_rows(session, Balance, balances)
    insert_rows(session, Movement, pending)
