"""Queries about people who wait for a role, and the administrators to notify."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists
from sqlmodel import Session, col, select

from db.models.accounts import Account, AccountRole, RoleDigest, RoleRequest
from innovation_hub.domain.accounts import AccountState
from innovation_hub.domain.permissions import Role

_ACTIVE = col(Account.state) == AccountState.ACTIVE
UNNOTIFIED: Any = col(RoleRequest.told_at).is_(None) & exists().where(
    col(Account.id) == col(RoleRequest.account_id), _ACTIVE
)
"""Requests of which no administrator was notified yet, by people who can sign in."""


def _administrators(*columns: Any) -> Any:
    held = col(AccountRole.account_id) == col(Account.id)
    query: Any = select(*columns).join(AccountRole, held)
    return query.where(col(AccountRole.role) == Role.ADMINISTRATOR, _ACTIVE)


def administrators(session: Session) -> Sequence[tuple[str, str]]:
    """(e-mail, language) of every active administrator."""
    rows = session.exec(_administrators(Account.email, Account.language).order_by(col(Account.id)))
    return [(email, language) for email, language in rows]


def administrators_named(session: Session, limit: int) -> Sequence[str]:
    """The names of the first ``limit`` administrators, in the order of folded names."""
    query = _administrators(Account.name).order_by(col(Account.name_key), col(Account.id)).limit(limit)
    return list(session.exec(query))


def digested_since(session: Session, day: date) -> bool:
    """Whether administrators were notified on this day, or a later one."""
    return bool(session.scalar(select(exists().where(col(RoleDigest.day) >= day))))


def any_unnotified(session: Session) -> bool:
    """Whether there is a request of which administrators were not notified."""
    return bool(session.scalar(select(exists().where(UNNOTIFIED))))
