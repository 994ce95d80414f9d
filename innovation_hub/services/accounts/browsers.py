"""Known browsers: those an account has signed in with before, whose sign-in tries are limited separately.

A browser keeps a secret for a year; only its hash is stored. All of an account's are deleted when its sessions are
ended from elsewhere: a changed or reset password, a disabled account, or the person's own wish.
"""

import secrets
from datetime import timedelta

from db.models.accounts import KnownBrowser
from db.unit_of_work import UnitOfWork, read_only
from innovation_hub.domain.clock import now
from innovation_hub.services.accounts.tokens import secret_hash

KEPT = timedelta(days=365)
"""How long a browser stays known after its last sign-in."""


def knows(secret: str, account_id: int | None) -> bool:
    """Whether the browser with this secret has signed in to this account within a year."""
    if not secret or account_id is None:
        return False
    with read_only() as session:
        row = session.get(KnownBrowser, (secret_hash(secret), account_id))
    return row is not None and now() - row.seen_at < KEPT


def remember(uow: UnitOfWork, secret: str, account_id: int, *, known: bool) -> str:
    """Record that this browser signed in; returns the secret for its cookie, a new one unless it is ``known``."""
    browser_secret = secret if known else secrets.token_urlsafe(32)
    uow.session.merge(
        KnownBrowser(token_hash=secret_hash(browser_secret), account_id=account_id, seen_at=now())
    )
    return browser_secret
