"""Sessions: signing in and out, and the actor of a cookie. They are stored on the server and can be revoked."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.commands import accounts as commands
from db.models.accounts import Account, Session
from db.primary_key import pk
from db.queries import accounts as queries
from db.unit_of_work import UnitOfWork, glance, read_only, unit_of_work
from innovation_hub.config import settings
from innovation_hub.domain.accounts import AccountState
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, Role, ensure
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.errors import Invalid, NotFound, TooManyTries
from innovation_hub.services import notices, trail, tries
from innovation_hub.services.accounts import browsers, passwords
from innovation_hub.services.accounts.tokens import secret_hash


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in that succeeded, with the secrets of two cookies: of the session, and of the browser now known."""

    session_id: int
    secret: str
    browser: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of the places where a person is signed in."""

    id: int
    created_at: datetime
    expires_at: datetime
    user_agent: str
    current: bool


def is_known(email: str, browser: str) -> bool:
    """Whether the browser with this secret has signed in to the account of this address before."""
    with read_only() as session:
        account = queries.by_email(session, email.strip().lower())
    return browsers.knows(browser, account.id if account else None)


def sign_in(
    email: str,
    password: str,
    *,
    client: str = "",
    browser: str = "",
    user_agent: str = "",
    language: str | None = None,
) -> SignedIn:
    """Check the password and open a session; ``language`` is stored in the account.

    A wrong password, an unknown, unconfirmed or disabled account all raise the same `Invalid`, after the same
    work. Raises `TooManyTries` while the address or the client must wait; for a ``browser`` (its secret) that has
    signed in to this account before, only its own tries count.
    """
    email = email.strip().lower()
    with read_only() as session:
        account = queries.by_email(session, email)
    known = browsers.knows(browser, account.id if account else None)
    asked = _counted(email, client, browser if known else "")
    try:
        tries.admit(*asked)
    except TooManyTries:
        trail.note(TrailEvent.SIGN_IN_HELD_UP, client=client)
        raise
    right, newer = passwords.verify(password, account.password_hash if account else None)
    if account is None or not right or account.state is not AccountState.ACTIVE:
        trail.note(TrailEvent.SIGN_IN_FAILED, account_id=account.id if account else None, client=client)
        raise Invalid("accounts.refused.sign_in", field="password")
    account_id = pk(account)
    with unit_of_work() as uow:
        row = uow.session.get_one(Account, account_id, with_for_update=True)
        if (row.password_hash, row.state) != (account.password_hash, AccountState.ACTIVE):
            raise Invalid("accounts.refused.sign_in", field="password")  # changed while this one was checked
        row.password_hash = newer or row.password_hash
        row.language = language or row.language
        session_id, secret = open_session(uow, account_id, user_agent=user_agent)
        browser_secret = browsers.remember(uow, browser, account_id, known=known)
        uow.commit()
    tries.reset(*asked)
    return SignedIn(session_id, secret, browser_secret)


def _counted(email: str, client: str, browser: str) -> tuple[tuple[tries.Limit, str], ...]:
    """The limits, with their keys, that a sign-in try counts under; ``browser`` is the secret of a known browser."""
    if browser:
        return ((tries.KNOWN, f"browser:{email}:{browser}"),)
    return ((tries.EMAIL, email), (tries.CLIENT, client))


def open_session(uow: UnitOfWork, account_id: int, *, user_agent: str = "") -> tuple[int, str]:
    """Add a session row for the account; returns its id and the secret for the cookie."""
    secret = secrets.token_urlsafe(32)
    row = Session(
        token_hash=secret_hash(secret),
        account_id=account_id,
        expires_at=now() + timedelta(hours=settings().session_hours),
        user_agent=user_agent[:200],
    )
    uow.session.add(row)
    uow.session.flush()
    return pk(row), secret


def session_of_secret(secret: str) -> int | None:
    """The id of the session of a cookie's secret; None when it was revoked, has ended or never existed."""
    found = actor_of_secret(secret)
    return found.session_id if found else None


def actor_of_session(session_id: int) -> Actor | None:
    """The actor of a valid session; None when it was revoked, has ended or never existed."""
    with read_only() as session:
        return _actor(queries.actor_rows(session, session_id=session_id, at=now()))


def actor_of_secret(secret: str) -> Actor | None:
    """The actor of the session of a cookie's secret, in one query; None as for a session."""
    with glance() as connection:
        return _actor(queries.actor_rows_of_token(connection, token_hash=secret_hash(secret), at=now()))


def _actor(rows: queries.ActorRows) -> Actor | None:
    if not rows:
        return None
    first = rows[0]
    return Actor(
        account_id=first.id,
        name=first.name,
        roles=frozenset(Role(row.role) for row in rows if row.role),
        institution_id=first.institution_id,
        language=first.language,
        session_id=first.session_id,
    )


def sign_out(session_id: int) -> None:
    """Revoke one session; does nothing when it has ended already."""
    with unit_of_work() as uow:
        row = uow.session.get(Session, session_id)
        if row is not None and row.revoked_at is None:
            row.revoked_at = now()
        uow.commit()


def my_sessions(actor: Actor) -> list[OpenSession]:
    """Where the actor is signed in now, the newest first."""
    ensure(actor, Permission.ACCOUNT_OWN)
    with read_only() as session:
        rows = queries.open_sessions(session, actor.id, at=now())
    return [
        OpenSession(pk(row), row.created_at, row.expires_at, row.user_agent, row.id == actor.session_id)
        for row in rows
    ]


def end_session(actor: Actor, *, session_id: int) -> None:
    """Sign the actor out in one other place; raises `NotFound` for a session that is not theirs."""
    ensure(actor, Permission.ACCOUNT_OWN)
    with read_only() as session:
        row = session.get(Session, session_id)
    if row is None or row.account_id != actor.id:
        raise NotFound
    sign_out(session_id)


def end_other_sessions(actor: Actor) -> int:
    """Sign the actor out everywhere but here; returns how many sessions ended."""
    ensure(actor, Permission.ACCOUNT_OWN)
    with unit_of_work() as uow:
        ended = commands.end_sessions(uow.session, actor.id, but=actor.session_id)
        if ended:
            notices.happened(uow, actor, "account.sessions_ended", "account", actor.id, {"count": ended})
        uow.commit()
    return ended
