"""Accounts: who somebody is, from the session to the actor."""

import hashlib
import secrets
from datetime import timedelta

from db.models.accounts import Account, Session
from db.queries import accounts as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.config import settings
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Role


def secret_hash(secret: str) -> str:
    """What is stored in place of a random secret of a cookie or link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_session(uow: UnitOfWork, account_id: int, *, user_agent: str = "") -> tuple[int, str]:
    """Add a session row for the account; give back its id and the secret for the cookie."""
    secret = secrets.token_urlsafe(32)
    row = Session(
        token_hash=secret_hash(secret),
        account_id=account_id,
        expires_at=now() + timedelta(hours=settings().session_hours),
        user_agent=user_agent[:200],
    )
    uow.session.add(row)
    uow.session.flush()
    return row.id or 0, secret


def actor_of_session(session_id: int) -> Actor | None:
    """The actor of a session that still stands; None when it was revoked, has ended or never was."""
    with read_only() as session:
        rows = list(queries.actor_rows(session, session_id=session_id, at=now()))
    if not rows:
        return None
    first = rows[0]
    return Actor(
        account_id=first.id,
        name=first.name,
        roles=frozenset(Role(row.role) for row in rows if row.role),
        institution_id=first.institution_id,
        language=first.language,
        session_id=session_id,
    )


def set_language(actor: Actor, *, language: str) -> None:
    """Keep the reader's language in their account; a visitor's is kept by the browser."""
    if actor.account_id is None or actor.language == language:
        return
    with unit_of_work() as uow:
        account = uow.session.get_one(Account, actor.account_id)
        account.language = language
        uow.commit()
