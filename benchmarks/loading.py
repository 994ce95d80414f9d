"""Bulk loading of approved movements, with the balances and totals that approving each would give.

For benchmarks only: the database takes the product of institutions, years, kinds of money and one sequence of
movements, and `verify_ledger` must accept the result.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, cast, func, insert, literal, select, union_all
from sqlmodel import Session, col

from db.models.budgets import (
    Balance,
    BudgetLine,
    BudgetTotal,
    Movement,
    NationalTotal,
    Posting,
    ReportingTotal,
)
from db.models.institutions import FinancialYear, Institution
from db.types import str_enum
from db.unit_of_work import unit_of_work
from innovation_hub.domain.budgets import (
    Category,
    Fund,
    LedgerAccount,
    MovementKind,
    MovementState,
    Nature,
    effect,
    postings,
)
from innovation_hub.domain.clock import financial_year_label, now
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.services.budgets.audit import MONEY
from tests.factories.accounts import an_account
from tests.factories.budgets import financial_years

K = MovementKind
YEARS = [financial_year_label(start) for start in range(2016, 2026)]
STORY = (
    (K.ALLOCATION, 100),
    (K.SUPPLEMENTARY, 20),
    (K.RELEASE, 40),
    (K.COMMITMENT, 25),
    (K.EXPENDITURE, 15),
    (K.RELEASE, 40),
    (K.DIRECT_EXPENDITURE, 30),
    (K.COMMITMENT, 20),
    (K.EXPENDITURE, 20),
    (K.RELEASE, 30),
    (K.DIRECT_EXPENDITURE, 10),
)
"""The movements of each line, in percent of its first allocation."""
KEYS = list(product(Category, Nature, Fund))
EACH = len(YEARS) * len(KEYS) * len(STORY)
"""The number of movements of one institution."""


@dataclass(frozen=True)
class Office:
    """The officer and the approver of one of the loaded institutions."""

    institution_id: int
    officer: Actor
    approver: Actor


def load(institutions: int) -> Office:
    """Load a number of institutions with `EACH` approved movements each; returns the people of the last one."""
    financial_years()
    with unit_of_work() as uow:
        common = {"kind": InstitutionKind.AGENCY, "public": True, "active": True, "demo": True}
        rows = [
            {"code": f"LOADED-{n}", "name_sw": f"Taasisi ya {n}", "name_en": f"Institution {n}", **common}
            for n in range(institutions)
        ]
        uow.session.execute(insert(Institution), rows)
        newest = select(func.max(Institution.id))
        institution_id = int(uow.session.execute(newest).scalar_one())
        uow.commit()
    people = [an_account(role, institution_id=institution_id) for role in (Role.OFFICER, Role.APPROVER)]
    office = Office(institution_id, *people)
    with unit_of_work() as uow:
        _lines(uow.session, office)
        _movements(uow.session, office)
        _postings(uow.session)
        _balances(uow.session)
        _totals(uow.session)
        uow.commit()
    return office


def _copy(session: Session, model: Any, **columns: Any) -> Any:
    """A function that runs INSERT … SELECT of ``columns``; its argument adds FROM and joins to the query."""
    return lambda shape: session.execute(
        insert(model).from_select(list(columns), shape(select(*columns.values())))
    )


def _size() -> ColumnElement[int]:
    """A hundredth of a line's first allocation, which differs between institutions."""
    return cast(1_000 * (col(BudgetLine.institution_id) % 97 + 3), BigInteger)


def _table(columns: dict[str, Any], rows: list[tuple[Any, ...]]) -> Any:
    """A subquery of literal rows; ``columns`` maps names to types."""
    kinds = list(columns.items())
    typed = ([literal(v, kind).label(n) for (n, kind), v in zip(kinds, row, strict=True)] for row in rows)
    return union_all(*(select(*row) for row in typed)).subquery()


def _lines(session: Session, office: Office) -> None:
    kinds = {"category": str_enum(Category), "nature": str_enum(Nature), "fund": str_enum(Fund)}
    keys = _table(kinds, KEYS)
    codes = (
        "fund_source",
        "sub_vote",
        "project",
        "objective",
        "cost_centre",
        "target",
        "activity",
        "gfs_code",
    )
    _copy(
        session,
        BudgetLine,
        institution_id=col(Institution.id),
        financial_year=col(FinancialYear.label),
        category=keys.c.category,
        nature=keys.c.nature,
        fund=keys.c.fund,
        description=literal("A line"),
        reported=literal(True),
        created_at=literal(now(), BudgetLine.__table__.c.created_at.type),
        created_by=literal(office.officer.id),
        demo=literal(True),
        **{code: literal("") for code in codes},
    )(
        lambda query: (
            query.select_from(Institution)
            .join(FinancialYear, col(FinancialYear.label).in_(YEARS))
            .join(keys, literal(True))
            .where(col(Institution.code).like("LOADED-%"))
        )
    )


def _movements(session: Session, office: Office) -> None:
    """Insert movements by year and step, so that those of one line are as far apart as in use."""
    columns = {"step": Integer, "kind": str_enum(MovementKind), "percent": BigInteger}
    story = _table(columns, [(step, *one) for step, one in enumerate(STORY)])
    at = literal(now(), Movement.__table__.c.recorded_at.type)
    _copy(
        session,
        Movement,
        line_id=col(BudgetLine.id),
        institution_id=col(BudgetLine.institution_id),
        kind=story.c.kind,
        state=literal(MovementState.APPROVED, str_enum(MovementState)),
        amount=_size() * story.c.percent,
        happened_on=col(FinancialYear.starts_on),
        reference=literal(""),
        note=literal("As the letter says."),
        version=literal(1),
        recorded_at=at,
        recorded_by=literal(office.officer.id),
        decided_at=at,
        decided_by=literal(office.approver.id),
        decision_note=literal(""),
    )(
        lambda query: (
            query.select_from(BudgetLine)
            .join(FinancialYear, col(FinancialYear.label) == col(BudgetLine.financial_year))
            .join(story, literal(True))
            .order_by(col(BudgetLine.financial_year), story.c.step, col(BudgetLine.id))
        )
    )


def _postings(session: Session) -> None:
    columns = {"kind": str_enum(MovementKind), "account": str_enum(LedgerAccount), "sign": BigInteger}
    rows = [(kind, account, sign) for kind in dict(STORY) for account, sign in postings(kind, 1)]
    sides = _table(columns, rows)
    _copy(
        session,
        Posting,
        movement_id=col(Movement.id),
        account=sides.c.account,
        amount=col(Movement.amount) * sides.c.sign,
    )(lambda query: query.select_from(Movement).join(sides, sides.c.kind == col(Movement.kind)))


def _balances(session: Session) -> None:
    balances = dict.fromkeys(LedgerAccount, 0)
    for kind, percent in STORY:
        for account, moved in postings(kind, percent):
            balances[account] += moved
    columns = {"account": str_enum(LedgerAccount), "percent": BigInteger}
    accounts = _table(columns, list(balances.items()))
    _copy(
        session,
        Balance,
        line_id=col(BudgetLine.id),
        account=accounts.c.account,
        amount=_size() * accounts.c.percent,
    )(lambda query: query.select_from(BudgetLine).join(accounts, literal(True)))


def _totals(session: Session) -> None:
    effects = [effect(kind, percent) for kind, percent in STORY]
    money = {name: sum(getattr(each, name) for each in effects) for name in MONEY}
    key = {name: getattr(BudgetLine, name) for name in ("financial_year", "category")}
    own = {name: getattr(BudgetLine, name) for name in ("institution_id", "nature", "fund")}
    amounts = {name: _size() * percent for name, percent in money.items()}
    _copy(session, BudgetTotal, **key, **own, lines=literal(1), **amounts)(
        lambda query: query.select_from(BudgetLine)
    )
    institutions = func.count(func.distinct(BudgetLine.institution_id))
    at = literal(now(), NationalTotal.__table__.c.updated_at.type)
    sums = {name: cast(func.sum(amount), BigInteger) for name, amount in amounts.items()}
    counts = {"institutions": institutions, "institutions_above_zero": institutions}
    _copy(session, NationalTotal, **key, **counts, **sums, updated_at=at)(
        lambda query: query.select_from(BudgetLine).group_by(*key.values())
    )
    year = {"financial_year": BudgetLine.financial_year}
    counts = {"institutions": institutions, "setting_aside": institutions}
    _copy(session, ReportingTotal, **year, **counts, updated_at=at)(
        lambda query: query.select_from(BudgetLine).group_by(*year.values())
    )
