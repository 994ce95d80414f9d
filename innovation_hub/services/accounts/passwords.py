"""Passwords are kept as Argon2id hashes, made anew when the recommended cost has risen."""

import secrets
import threading
from functools import lru_cache

from pwdlib import PasswordHash

from db.models.accounts import Account
from db.unit_of_work import UnitOfWork
from innovation_hub.domain.clock import now
from innovation_hub.domain.messages import MessageKind
from innovation_hub.services import messages

# One hash takes 64 MB and a fifth of a second: more at once would only trade memory for waiting.
_at_once = threading.BoundedSemaphore(4)


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(32))


def hash_password(password: str) -> str:
    """What is stored in place of a password."""
    with _at_once:
        return _hasher().hash(password)


def verify(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether the password is the one behind the stored hash, and a newer hash when one is due.

    Without a stored hash the same work is done for nobody's, so that the time tells nothing.
    """
    with _at_once:
        if stored is None or not stored.startswith("$argon2"):
            _hasher().verify(password, _nobody())
            return False, None
        return _hasher().verify_and_update(password, stored)


def tell_password_changed(uow: UnitOfWork, account: Account) -> None:
    """Let the owner know, in the same transaction: it may not have been them."""
    messages.enqueue(
        uow,
        MessageKind.PASSWORD_CHANGED,
        to=account.email,
        language=account.language,
        name=account.name,
        at=now().isoformat(),
        link="/account/reset",
    )
