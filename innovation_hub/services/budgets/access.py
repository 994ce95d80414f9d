"""Checks that every use case of budgets starts with: the actor's institution, its lines, balances, dates and text."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from db.models.budgets import BudgetLine
from db.models.institutions import FinancialYear
from db.queries import ledger
from innovation_hub.domain.budgets import LedgerAccount
from innovation_hub.domain.form6 import check_date
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.text import clean as as_stored
from innovation_hub.errors import Forbidden, InsufficientFunds, Invalid, NotFound

NOTE_LENGTH = 500
REASON_LENGTH = 10


def institution_of(actor: Actor) -> int:
    """The institution the actor acts for; raises `Forbidden` for an actor of none."""
    if actor.institution_id is None:
        raise Forbidden("budgets.error.no_institution")
    return actor.institution_id


def hold_institution(session: Session, actor: Actor, *, deciding: bool = False) -> int:
    """Lock the actor's institution for a change of its books and return its id.

    Raises `Forbidden` for an institution that is not public, or is out of use: there waiting movements can only be
    decided or withdrawn (``deciding``).
    """
    institution_id = institution_of(actor)
    found = ledger.hold(session, institution_id)
    if found is None or not (found.public and (found.active or deciding)):
        raise Forbidden("budgets.error.not_public")
    return institution_id


def own_line(session: Session, institution_id: int, line_id: int) -> BudgetLine:
    """A line of the institution; raises `NotFound` for a line of another institution."""
    line = session.get(BudgetLine, line_id)
    if line is None or line.institution_id != institution_id:
        raise NotFound
    return line


def ensure_enough(balances: Mapping[LedgerAccount, Money], account: LedgerAccount, amount: Money) -> None:
    """Raise `InsufficientFunds` when less than the amount is left on the account."""
    left = balances.get(account, 0)
    if account is not LedgerAccount.SOURCE and amount > left:
        raise short_of(account, left)


def short_of(account: LedgerAccount, left: Money) -> InsufficientFunds:
    """The error to raise, with how much is left on the account."""
    # keys: budgets.short.*
    return InsufficientFunds(f"budgets.short.{account.value}", left=f"{left:,}", account=account.value)


def year_named(session: Session, label: str) -> FinancialYear:
    """The financial year of this label; raises `Invalid` for an unknown one."""
    year = session.get(FinancialYear, label)
    if year is None:
        raise Invalid("budgets.error.year", field="financial_year")
    return year


def is_duplicate(error: IntegrityError) -> bool:
    """Whether the error is a violated unique constraint."""
    return "unique" in str(error.orig).lower()


def dated(session: Session, financial_year: str, happened_on: date) -> date:
    """Return the date; raises `Invalid` unless it can belong to a line of the financial year."""
    year = year_named(session, financial_year)
    check_date(happened_on, year.starts_on, year.ends_on)
    return happened_on


def clean(text: str, *, field: str, most: int, least: int = 0) -> str:
    """Trimmed text as it is stored; raises `Invalid` when it is too short or too long."""
    tidy = as_stored(text)
    if len(tidy) < least:
        # keys: budgets.error.missing.*
        raise Invalid(f"budgets.error.missing.{field}", field=field, least=least)
    if len(tidy) > most:
        raise Invalid("budgets.error.too_long", field=field, most=most, length=len(tidy))
    return tidy
