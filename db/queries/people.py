"""Queries about people, for administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from db.models.accounts import Account, AccountRole
from db.models.accounts import Session as SignIn
from db.models.institutions import Institution
from db.queries.judging import length, number, slice_of
from db.queries.searching import any_holds, email_holds, holds
from innovation_hub.domain.accounts import AccountKind, AccountState
from innovation_hub.domain.permissions import Role


class PeopleOrder(StrEnum):
    """The order of the list; ``SIGNED_IN`` begins with the latest sign-in that is still stored."""

    NEWEST = "newest"
    NAME = "name"
    SIGNED_IN = "signed_in"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filter of accounts and their order; ``without_role`` finds confirmed people who wait for a role.

    ``region`` is that of the institution.
    """

    text: str = ""
    role: Role | None = None
    state: AccountState | None = None
    without_role: bool = False
    kind: AccountKind | None = None
    institution_id: int | None = None
    region: str | None = None
    order: PeopleOrder = PeopleOrder.NEWEST


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
    signed_in_at: datetime | None


_HOLDS = exists().where(col(AccountRole.account_id) == col(Account.id))

_WITHOUT = col(Account.id).not_in(sa_select(col(AccountRole.account_id)))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        own = holds(col(Account.name_key), wanted.text) | email_holds(col(Account.email), wanted.text)
        names = any_holds([col(Institution.sw_key), col(Institution.en_key)], wanted.text)
        conditions.append(own | _belongs(names))
    if wanted.role:
        conditions.append(_HOLDS.where(col(AccountRole.role) == wanted.role))
    if wanted.state:
        conditions.append(col(Account.state) == wanted.state)
    if wanted.without_role:
        conditions += [_WITHOUT, col(Account.state) == AccountState.ACTIVE]
    if wanted.kind:
        conditions.append(col(Account.kind) == wanted.kind)
    if wanted.institution_id is not None:
        conditions.append(col(Account.institution_id) == wanted.institution_id)
    if wanted.region:
        conditions.append(_belongs(col(Institution.region_code) == wanted.region))
    return conditions


def _belongs(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the account's institution matches; all of them are sought once, not one for each account."""
    return col(Account.institution_id).in_(sa_select(col(Institution.id)).where(condition))


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
_SIGNED_IN: Any = (
    sa_select(func.max(col(SignIn.created_at)))
    .where(col(SignIn.account_id) == col(Account.id))
    .correlate(Account)
    .scalar_subquery()
)
# Built once, for that takes longer than asking.
_COLUMNS: tuple[Any, ...] = (
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
    _SIGNED_IN.label("signed_in_at"),
)
_ORDERS: dict[PeopleOrder, tuple[Any, ...]] = {
    PeopleOrder.NEWEST: (col(Account.created_at).desc(), col(Account.id).desc()),
    PeopleOrder.NAME: (col(Account.name_key) == "", col(Account.name_key), col(Account.id)),
    PeopleOrder.SIGNED_IN: (_SIGNED_IN.desc().nulls_last(), col(Account.id).desc()),
}
"""Closed accounts without a name come last, and people of whom no sign-in is stored."""


def counts(session: Session, wanted: Wanted) -> tuple[int, int]:
    """How many accounts match, and how many confirmed people wait for a role."""
    row = session.connection().execute(sa_select(_total(wanted), _WAITING)).one()
    return int(row[0]), int(row[1])


def found(
    session: Session, wanted: Wanted, *, offset: int, limit: int
) -> tuple[list[Found], tuple[int, int]]:
    """A page of the matching accounts, and the `counts`, in one statement."""
    given = {"offset": offset, "size": limit}
    rows = session.connection().execute(_matching(wanted), given).all()
    if not rows:
        return [], counts(session, wanted)
    return [Found(*row[:-2]) for row in rows], (int(rows[0].total), int(rows[0].waiting))


def ids(session: Session, wanted: Wanted, *, offset: int, limit: int) -> tuple[Sequence[int], int]:
    """The ids of a part of the matching accounts, in their order, and the number of matches."""
    rows = session.connection().scalars(_ids(wanted), {"offset": offset, "size": limit}).all()
    return rows, length(session, rows, lambda: sa_select(_total(wanted)), offset=offset, size=limit)


def one(session: Session, account_id: int) -> Found | None:
    """One account as the list shows it."""
    row = session.connection().execute(_ONE, {"account_id": account_id}).one_or_none()
    return Found(*row) if row else None


def roles_since(session: Session, account_id: int) -> dict[Role, datetime]:
    """The roles of an account, each with the instant it was given."""
    rows = session.connection().execute(_SINCE, {"account_id": account_id})
    return {Role(role): at for role, at in rows}


def places(session: Session) -> Sequence[Any]:
    """Id and names of the institutions that accounts belong to, by Swahili name."""
    return session.connection().execute(_PLACES).all()


_ACCOUNT = number("account_id")
_ONE: Any = sa_select(*_COLUMNS).outerjoin_from(Account, Institution).where(col(Account.id) == _ACCOUNT)
_SINCE: Any = sa_select(col(AccountRole.role), col(AccountRole.granted_at)).where(
    col(AccountRole.account_id) == _ACCOUNT
)
_PLACES: Any = (
    sa_select(col(Institution.id), col(Institution.name_sw), col(Institution.name_en))
    .where(exists().where(col(Account.institution_id) == col(Institution.id)))
    .order_by(col(Institution.sw_key), col(Institution.id))
)


def _narrowed(wanted: Wanted, *columns: Any) -> Any:
    """Select columns of the matching accounts."""
    return sa_select(*columns).select_from(Account).where(*_conditions(wanted))


def _total(wanted: Wanted) -> Any:
    return _narrowed(wanted, func.count()).scalar_subquery()


@lru_cache(maxsize=64)
def _ids(wanted: Wanted) -> Any:
    return slice_of(_narrowed(wanted, col(Account.id)).order_by(*_ORDERS[wanted.order]))


@lru_cache(maxsize=64)
def _matching(wanted: Wanted) -> Any:
    """The statement of a page; only the columns of filters and order are read before the rows are limited."""
    page = _ids(wanted).subquery()
    return (
        sa_select(*_COLUMNS, _total(wanted).label("total"), _WAITING.label("waiting"))
        .join_from(Account, page, page.c.id == col(Account.id))
        .outerjoin(Institution, col(Institution.id) == col(Account.institution_id))
        .order_by(*_ORDERS[wanted.order])
    )


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
