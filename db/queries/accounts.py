"""Queries about accounts, their roles, sessions and links."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Row, bindparam, delete, text, update
from sqlmodel import Session, col, select

from db.models.accounts import Account, AccountRole, EmailToken, KnownBrowser, RoleRequest
from db.models.accounts import Session as SignIn
from db.types import UtcDateTime
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Role

# Asked on every run of every page: plain SQL, one statement, a row per role.
_ACTOR = text(
    "SELECT a.id, a.name, a.language, a.institution_id, r.role "
    "FROM session s JOIN account a ON a.id = s.account_id "
    "LEFT JOIN account_role r ON r.account_id = a.id "
    "WHERE s.id = :session_id AND s.revoked_at IS NULL AND s.expires_at > :at AND a.state = 'active'"
).bindparams(bindparam("at", type_=UtcDateTime))
# Asked on every request that brings a cookie.
_SESSION = text(
    "SELECT s.id FROM session s JOIN account a ON a.id = s.account_id "
    "WHERE s.token_hash = :token_hash AND s.revoked_at IS NULL AND s.expires_at > :at AND a.state = 'active'"
).bindparams(bindparam("at", type_=UtcDateTime))


def actor_rows(
    session: Session, *, session_id: int, at: datetime
) -> Iterable[Row[tuple[int, str, str, int, str]]]:
    """The account behind a session that still stands, a row per role; nothing when it does not."""
    return session.connection().execute(_ACTOR, {"session_id": session_id, "at": at}).all()


def session_id(session: Session, *, token_hash: str, at: datetime) -> int | None:
    """The session of a cookie, while it stands."""
    found = session.connection().execute(_SESSION, {"token_hash": token_hash, "at": at}).scalar()
    return None if found is None else int(found)


def by_email(session: Session, email: str, *, lock: bool = False) -> Account | None:
    """The account of an address in lower case; ``lock`` keeps other writers from it until the end."""
    query = select(Account).where(Account.email == email)
    return session.exec(query.with_for_update() if lock else query).first()


def holder_of_token(session: Session, token_hash: str) -> Account | None:
    """The account that an e-mailed link was sent to."""
    query = select(Account).join(EmailToken, col(EmailToken.account_id) == col(Account.id))
    return session.exec(query.where(EmailToken.token_hash == token_hash)).first()


def roles_of(session: Session, account_id: int) -> set[Role]:
    """The roles an account holds."""
    return set(session.exec(select(col(AccountRole.role)).where(col(AccountRole.account_id) == account_id)))


def add_role(session: Session, account_id: int, role: Role, *, by: int | None) -> bool:
    """Give an account a role, which ends its waiting for one; False when it holds it already."""
    if session.get(AccountRole, (account_id, role)) is not None:
        return False
    session.add(AccountRole(account_id=account_id, role=role, granted_by=by))
    withdraw_request(session, account_id)
    return True


def request_role(session: Session, account_id: int, *, at: datetime) -> None:
    """Enter that a confirmed person waits for a role."""
    session.add(RoleRequest(account_id=account_id, since=at))


def withdraw_request(session: Session, account_id: int) -> None:
    """The person waits no longer."""
    session.connection().execute(delete(RoleRequest).where(col(RoleRequest.account_id) == account_id))


def remove_role(session: Session, account_id: int, role: Role) -> None:
    """Take a role from an account."""
    session.connection().execute(
        delete(AccountRole).where(col(AccountRole.account_id) == account_id, col(AccountRole.role) == role)
    )


def open_sessions(session: Session, account_id: int, *, at: datetime) -> Iterable[SignIn]:
    """The sessions of an account that stand, the newest first."""
    query = select(SignIn).where(
        SignIn.account_id == account_id, col(SignIn.revoked_at).is_(None), SignIn.expires_at > at
    )
    return session.exec(query.order_by(col(SignIn.created_at).desc(), col(SignIn.id).desc())).all()


def end_sessions(session: Session, account_id: int, *, but: int | None = None) -> int:
    """Revoke the sessions of an account, one of them excepted; gives back how many.

    No browser is known to the account any more: whoever wants the sessions ended trusts none of them.
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
