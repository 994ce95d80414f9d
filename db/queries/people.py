"""Queries about people, for administrators."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from db.models.accounts import Account, AccountRole
from db.models.institutions import Institution
from db.queries.judging import slice_of
from db.queries.searching import any_holds, email_holds
from innovation_hub.domain.accounts import AccountKind, AccountState
from innovation_hub.domain.permissions import Role


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filter of accounts; ``without_role`` finds confirmed people who wait for a role."""

    text: str = ""
    role: Role | None = None
    state: AccountState | None = None
    without_role: bool = False
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One account as the list shows it."""

    id: int
    name: str
    email: str
    kind: AccountKind
    state: AccountState
    created_at: datetime
    institution_id: int | None
    institution_sw: str | None
    institution_en: str | None
    roles: str | None  # joined by commas
    total: int
    waiting: int


_HOLDS = exists().where(col(AccountRole.account_id) == col(Account.id))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        columns = [col(Account.name_key), col(Institution.sw_key), col(Institution.en_key)]
        conditions.append(any_holds(columns, wanted.text) | email_holds(col(Account.email), wanted.text))
    if wanted.account_id:
        conditions.append(col(Account.id) == wanted.account_id)
    if wanted.role:
        conditions.append(_HOLDS.where(col(AccountRole.role) == wanted.role))
    if wanted.state:
        conditions.append(col(Account.state) == wanted.state)
    if wanted.without_role:
        conditions += [~_HOLDS, col(Account.state) == AccountState.ACTIVE]
    return conditions


_WAITING: Any = (
    sa_select(func.count())
    .select_from(Account)
    .where(*_conditions(Wanted(without_role=True)))
    .scalar_subquery()
)
_ROLES: Any = (
    sa_select(func.aggregate_strings(cast(col(AccountRole.role), String), ","))
    .where(col(AccountRole.account_id) == col(Account.id))
    .scalar_subquery()
)
# Built once, for that takes longer than asking.
_PEOPLE: Any = (
    sa_select(
        col(Account.id),
        col(Account.name),
        col(Account.email),
        col(Account.kind),
        col(Account.state),
        col(Account.created_at),
        col(Account.institution_id),
        col(Institution.name_sw).label("institution_sw"),
        col(Institution.name_en).label("institution_en"),
        _ROLES.label("roles"),
        func.count().over().label("total"),
        _WAITING.label("waiting"),
    )
    .outerjoin_from(Account, Institution)
    .order_by(col(Account.created_at).desc(), col(Account.id).desc())
)


def counts(session: Session, wanted: Wanted) -> tuple[int, int]:
    """How many accounts match, and how many confirmed people wait for a role."""
    total = sa_select(func.count()).select_from(Account).outerjoin(Institution).where(*_conditions(wanted))
    row = session.connection().execute(sa_select(total.scalar_subquery(), _WAITING)).one()
    return int(row[0]), int(row[1])


def found(session: Session, wanted: Wanted, *, offset: int, limit: int) -> list[Found]:
    """The matching accounts, the newest first; each row also carries the two `counts`, to save asking again."""
    given = {"offset": offset, "size": limit}
    return [Found(*row) for row in session.connection().execute(_matching(wanted), given)]


@lru_cache(maxsize=64)
def _matching(wanted: Wanted) -> Any:
    return slice_of(_PEOPLE.where(*_conditions(wanted)))


def active_administrators(session: Session) -> set[int]:
    """The active administrators. Locks the role's rows first, so that two cannot remove each other at once."""
    administer = col(AccountRole.role) == Role.ADMINISTRATOR
    session.exec(
        select(AccountRole.account_id)
        .where(administer)
        .order_by(col(AccountRole.account_id))
        .with_for_update()
    ).all()
    query = (
        select(AccountRole.account_id)
        .join(Account, col(AccountRole.account_id) == col(Account.id))
        .where(administer, col(Account.state) == AccountState.ACTIVE)
    )
    return set(session.exec(query).all())
