"""Secrets of cookies and e-mailed links: random, stored as hashes; a link can be used once."""

import hashlib
import secrets
from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy import delete
from sqlmodel import col, select

from db.models.accounts import Account, EmailToken
from db.unit_of_work import UnitOfWork, read_only
from innovation_hub.domain.accounts import AccountState, TokenPurpose
from innovation_hub.domain.clock import now
from innovation_hub.errors import NotNow

HOURS = {TokenPurpose.CONFIRM: 48, TokenPurpose.RESET: 2, TokenPurpose.EMAIL: 24}
"""How long a link is valid, in hours."""


def secret_hash(secret: str) -> str:
    """The hash that is stored in place of a random secret of a cookie or link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def issue(uow: UnitOfWork, account_id: int, purpose: TokenPurpose, address: str | None = None) -> str:
    """Create a link and return its secret; unused links of the same purpose become invalid.

    ``address`` is the new e-mail address that the link is to confirm.
    """
    withdraw(uow, account_id, purpose)
    secret = secrets.token_urlsafe(32)
    expires_at = now() + timedelta(hours=HOURS[purpose])
    uow.session.add(
        EmailToken(
            token_hash=secret_hash(secret),
            account_id=account_id,
            purpose=purpose,
            address=address,
            expires_at=expires_at,
        )
    )
    return secret


def link(path: str, secret: str = "", onward: str = "/") -> str:
    """A link for an e-mail: a path of the hub with the secret, and the path to open afterwards (``onward``)."""
    query = ({"token": secret} if secret else {}) | ({"next": onward} if onward != "/" else {})
    return path + (f"?{urlencode(query)}" if query else "")


def withdraw(uow: UnitOfWork, account_id: int, purpose: TokenPurpose) -> None:
    """Delete every unused link of this purpose."""
    uow.session.execute(
        delete(EmailToken).where(
            col(EmailToken.account_id) == account_id,
            col(EmailToken.purpose) == purpose,
            col(EmailToken.used_at).is_(None),
        )
    )


def link_is_valid(secret: str, purpose: TokenPurpose) -> bool:
    """Whether the link may still be used."""
    with read_only() as session:
        token = session.get(EmailToken, secret_hash(secret))
    return bool(token and token.purpose is purpose and token.used_at is None and token.expires_at > now())


def prolong(uow: UnitOfWork, secret: str) -> bool:
    """Restart the validity of an unused link, for an e-mail that is sent only now; False when it is used or gone."""
    token = uow.session.get(EmailToken, secret_hash(secret), with_for_update=True)
    if token is None or token.used_at is not None:
        return False
    token.expires_at = max(token.expires_at, now() + timedelta(hours=HOURS[token.purpose]))
    return True


def redeem(uow: UnitOfWork, secret: str, purpose: TokenPurpose) -> Account:
    """Mark the link as used and return its account; raises `NotNow` when it was used, has expired or never existed."""
    query = select(EmailToken).where(EmailToken.token_hash == secret_hash(secret)).with_for_update()
    token = uow.session.exec(query).first()
    if token is None or token.purpose is not purpose or token.used_at or token.expires_at <= now():
        raise NotNow("accounts.refused.link")
    account = uow.session.get_one(Account, token.account_id)
    if account.state is AccountState.DISABLED:
        raise NotNow("accounts.refused.link")
    token.used_at = now()
    return account
