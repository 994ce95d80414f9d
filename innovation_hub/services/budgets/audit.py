"""Audit of the ledger: balances and totals are recomputed from the postings and compared."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, SQLModel, col

from db.models.budgets import Balance, BudgetLine, BudgetTotal, Movement, NationalTotal, ReportingTotal
from db.queries import ledger
from db.unit_of_work import read_only
from innovation_hub.domain.budgets import SET_ASIDE, Category, MovementState
from innovation_hub.errors import DatabaseTrouble

MONEY = ("original", "allocated", "released", "committed", "spent")
PLACE = ("institution_id", "financial_year", "category", "nature", "fund")

Books = dict[tuple[Any, ...], tuple[int, ...]]


def verify_ledger() -> int:
    """Compare balances and totals with the postings; returns how many approved movements were checked.

    Raises `DatabaseTrouble` that names the first rows which differ. For the command line and the auditor.
    """
    with read_only() as session:
        if movements := ledger.unbalanced(session):
            raise _trouble("posting", movements)
        balances = _rows(
            session.execute(ledger.balances_from_postings()), ("line_id", "account"), ("amount",)
        )
        _compare(session, Balance, ("line_id", "account"), ("amount",), balances)
        own = _rows(session.execute(ledger.totals_from_postings()), PLACE, ("lines", *MONEY))
        _compare(session, BudgetTotal, PLACE, ("lines", *MONEY), own)
        counts = ("institutions", "institutions_above_zero")
        _compare(session, NationalTotal, ("financial_year", "category"), (*counts, *MONEY), national(own))
        counts = ("institutions", "setting_aside")
        _compare(session, ReportingTotal, ("financial_year",), counts, reporting(own))
        _compare_lines(session, own)
        approved = select(func.count()).where(col(Movement.state) == MovementState.APPROVED)
        return int(session.execute(approved).scalar_one())


def national(own: Mapping[tuple[Any, ...], tuple[int, ...]]) -> Books:
    """National totals by year and category, summed over the institutions' own totals."""
    sums: Books = {}
    institutions: dict[tuple[Any, ...], dict[int, tuple[int, int]]] = {}
    for (institution, year, category, _, _), (lines, *money) in own.items():
        place = (year, category)
        sums[place] = tuple(a + b for a, b in zip(sums.get(place, (0,) * 5), money, strict=True))
        books = institutions.setdefault(place, {})
        had = books.get(institution, (0, 0))
        books[institution] = (had[0] + lines, had[1] + money[1])
    return {
        place: (
            sum(lines > 0 for lines, _ in institutions[place].values()),
            sum(allocated > 0 for _, allocated in institutions[place].values()),
            *money,
        )
        for place, money in sums.items()
    }


def reporting(own: Mapping[tuple[Any, ...], tuple[int, ...]]) -> Books:
    """Counts by year of institutions with an approved line, and of those with money for research or innovation."""
    books: dict[str, dict[int, tuple[int, int]]] = {}
    for (institution, year, category, _, _), (lines, _, allocated, *_) in own.items():
        had = books.setdefault(year, {}).get(institution, (0, 0))
        aside = allocated if Category(category) in SET_ASIDE else 0
        books[year][institution] = (had[0] + lines, had[1] + aside)
    return {
        (year,): (
            sum(lines > 0 for lines, _ in all_of_it.values()),
            sum(aside > 0 for _, aside in all_of_it.values()),
        )
        for year, all_of_it in books.items()
    }


def _rows(rows: Iterable[Any], key: tuple[str, ...], values: tuple[str, ...]) -> Books:
    return {
        tuple(getattr(row, name) for name in key): tuple(getattr(row, name) for name in values)
        for row in rows
    }


def _compare(
    session: Session, model: type[SQLModel], key: tuple[str, ...], values: tuple[str, ...], expected: Books
) -> None:
    columns = [getattr(model, name) for name in (*key, *values)]
    stored = _rows(session.execute(select(*columns)), key, values)
    nothing = (0,) * len(values)
    wrong = [
        place
        for place in stored.keys() | expected.keys()
        if stored.get(place, nothing) != expected.get(place, nothing)
    ]
    if wrong:
        raise _trouble(model.__tablename__, wrong)


def _compare_lines(session: Session, own: Books) -> None:
    reported = select(func.count()).where(col(BudgetLine.reported))
    if session.execute(reported).scalar_one() != sum(values[0] for values in own.values()):
        raise _trouble(BudgetLine.__tablename__, ["reported"])


def _trouble(table: Any, wrong: Iterable[Any]) -> DatabaseTrouble:
    named = sorted(str(place) for place in wrong)
    return DatabaseTrouble(
        "budgets.error.ledger", table=str(table), count=len(named), first="; ".join(named[:3])
    )
