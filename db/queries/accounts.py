"""Queries about accounts and their sessions."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Row, text
from sqlmodel import Session, col, select

from db.models.accounts import AccountRole
from innovation_hub.domain.permissions import Role

# Asked on every run of every page: plain SQL, one statement, a row per role.
_ACTOR = text(
    "SELECT a.id, a.name, a.language, a.institution_id, r.role "
    "FROM session s JOIN account a ON a.id = s.account_id "
    "LEFT JOIN account_role r ON r.account_id = a.id "
    "WHERE s.id = :session_id AND s.revoked_at IS NULL AND s.expires_at > :at AND a.state = 'active'"
)


def actor_rows(session: Session, *, session_id: int, at: datetime) -> Iterable[Row[tuple[int, str, str, int, str]]]:
    """The account behind a session that still stands, a row per role; nothing when it does not."""
    return session.connection().execute(_ACTOR, {"session_id": session_id, "at": at.replace(tzinfo=None)}).all()


def roles_of(session: Session, account_id: int) -> set[Role]:
    """The roles an account holds."""
    return set(session.exec(select(AccountRole.role).where(col(AccountRole.account_id) == account_id)))
