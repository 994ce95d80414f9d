"""Writing to accounts: roles, requests for a role, ending sessions."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col

from db.models.accounts import AccountRole, KnownBrowser, RoleRequest
from db.models.accounts import Session as SignIn
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Role


def add_role(session: Session, account_id: int, role: Role, *, by: int | None) -> bool:
    """Add a role to an account and delete its request for one; False when it holds the role already."""
    if session.get(AccountRole, (account_id, role)) is not None:
        return False
    session.add(AccountRole(account_id=account_id, role=role, granted_by=by))
    withdraw_request(session, account_id)
    return True


def request_role(session: Session, account_id: int, *, at: datetime) -> None:
    """Insert a request for a role of a confirmed person."""
    session.add(RoleRequest(account_id=account_id, since=at))


def withdraw_request(session: Session, account_id: int) -> None:
    """Delete the person's request for a role."""
    session.connection().execute(delete(RoleRequest).where(col(RoleRequest.account_id) == account_id))


def remove_role(session: Session, account_id: int, role: Role) -> None:
    """Take a role from an account."""
    session.connection().execute(
        delete(AccountRole).where(col(AccountRole.account_id) == account_id, col(AccountRole.role) == role)
    )


def end_sessions(session: Session, account_id: int, *, but: int | None = None) -> int:
    """Revoke the sessions of an account except ``but``; returns how many.

    Its known browsers are deleted too, as they may not be trusted any more.
    """
    session.connection().execute(delete(KnownBrowser).where(col(KnownBrowser.account_id) == account_id))
    change = (
        update(SignIn)
        .where(col(SignIn.account_id) == account_id, col(SignIn.revoked_at).is_(None))
        .where(col(SignIn.expires_at) > now(), col(SignIn.id) != (but or 0))
        .values(revoked_at=now())
        .execution_options(synchronize_session=False)
    )
    return session.connection().execute(change).rowcount
