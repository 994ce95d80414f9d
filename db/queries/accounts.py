"""Queries about accounts, their roles, sessions and links."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, text
from sqlmodel import Session, col, select

from db.models.accounts import Account, AccountRole, EmailToken
from db.models.accounts import Session as SignIn
from db.types import UtcDateTime
from innovation_hub.domain.permissions import Role

# Asked on every run of every page and for every save: plain SQL, one statement, a row per role.
_ACTOR, _ACTOR_OF_TOKEN = (
    text(
        "SELECT a.id, a.name, a.language, a.institution_id, r.role, s.id AS session_id "  # noqa: S608  (ours)
        "FROM session s JOIN account a ON a.id = s.account_id "
        "LEFT JOIN account_role r ON r.account_id = a.id "
        f"WHERE {asked} AND s.revoked_at IS NULL AND s.expires_at > :at AND a.state = 'active'"
    ).bindparams(bindparam("at", type_=UtcDateTime))
    for asked in ("s.id = :session_id", "s.token_hash = :token_hash")
)

ActorRows = Sequence[Row[tuple[int, str, str, int, str, int]]]


def actor_rows(session: Session, *, session_id: int, at: datetime) -> ActorRows:
    """The account of a valid session, a row per role; no row for an invalid one."""
    return session.connection().execute(_ACTOR, {"session_id": session_id, "at": at}).all()


def actor_rows_of_token(connection: Connection, *, token_hash: str, at: datetime) -> ActorRows:
    """`actor_rows`, for the session of a cookie."""
    return connection.execute(_ACTOR_OF_TOKEN, {"token_hash": token_hash, "at": at}).all()


def by_email(session: Session, email: str, *, lock: bool = False) -> Account | None:
    """The account of an address in lower case; ``lock`` locks it until the end of the transaction."""
    query = select(Account).where(Account.email == email)
    return session.exec(query.with_for_update() if lock else query).first()


def holder_of_token(session: Session, token_hash: str) -> Account | None:
    """The account that an e-mailed link was sent to."""
    query = select(Account).join(EmailToken, col(EmailToken.account_id) == col(Account.id))
    return session.exec(query.where(EmailToken.token_hash == token_hash)).first()


def roles_of(session: Session, account_id: int) -> set[Role]:
    """The roles an account holds."""
    return set(session.exec(select(col(AccountRole.role)).where(col(AccountRole.account_id) == account_id)))


def open_sessions(session: Session, account_id: int, *, at: datetime) -> Iterable[SignIn]:
    """The valid sessions of an account, the newest first."""
    query = select(SignIn).where(
        SignIn.account_id == account_id, col(SignIn.revoked_at).is_(None), SignIn.expires_at > at
    )
    return session.exec(query.order_by(col(SignIn.created_at).desc(), col(SignIn.id).desc())).all()
