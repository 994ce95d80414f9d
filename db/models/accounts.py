"""Accounts, roles, sessions, e-mailed links, failed tries."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from db.keys import key_of
from db.types import Table, instant, instant_or_none, primary_key, str_enum
from innovation_hub.domain.accounts import AccountKind, AccountState, Sex, StudyLevel, TokenPurpose
from innovation_hub.domain.permissions import Role


class Account(Table, table=True):
    """A person. ``email`` is kept in lower case; sex and level serve totals alone (10.1, 10.3)."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        Index("ix_account_by_date", "created_at", "id"),
    )

    id: int | None = primary_key()
    email: str = Field(unique=True, max_length=254)
    name: str = Field(max_length=120)
    password_hash: str
    kind: AccountKind = Field(sa_type=str_enum(AccountKind))
    state: AccountState = Field(default=AccountState.UNCONFIRMED, sa_type=str_enum(AccountState))
    language: str = Field(default="sw", max_length=2)
    institution_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    sex: Sex = Field(default=Sex.UNSAID, sa_type=str_enum(Sex))
    study_level: StudyLevel = Field(default=StudyLevel.NONE, sa_type=str_enum(StudyLevel))
    created_at: datetime = instant()
    demo: bool = False
    name_key: str = key_of("name")


class AccountRole(Table, table=True):
    """A role that an account holds."""

    __tablename__ = "account_role"

    account_id: int = Field(primary_key=True, foreign_key="account.id")
    role: Role = Field(primary_key=True, sa_type=str_enum(Role))
    granted_at: datetime = instant()
    granted_by: int | None = Field(default=None, foreign_key="account.id")


class RoleRequest(Table, table=True):
    """A confirmed person who waits for a first role; ``told_at``: administrators were notified by e-mail.

    It is deleted when the person gets a role or closes the account.
    """

    __tablename__ = "role_request"

    account_id: int = Field(primary_key=True, foreign_key="account.id")
    since: datetime = instant()
    told_at: datetime | None = instant_or_none()


class RoleDigest(Table, table=True):
    """A day on which administrators were notified of people who wait for a role; one row, one e-mail to each."""

    __tablename__ = "role_digest"

    day: date = Field(primary_key=True)
    at: datetime = instant()


class Session(Table, table=True):
    """A session on the server: only the hash of the cookie's secret is stored."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_last", "account_id", "created_at"),)

    id: int | None = primary_key()
    token_hash: str = Field(unique=True, max_length=64)
    account_id: int = Field(foreign_key="account.id")
    created_at: datetime = instant()
    expires_at: datetime = instant()
    revoked_at: datetime | None = instant_or_none()
    user_agent: str = Field(default="", max_length=200)


class KnownBrowser(Table, table=True):
    """A browser that has signed in to the account before: only the hash of its secret is stored."""

    __tablename__ = "known_browser"

    token_hash: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(primary_key=True, foreign_key="account.id", index=True)
    seen_at: datetime = instant()


class EmailToken(Table, table=True):
    """A one-time link sent by e-mail. ``address`` is the new one of a change of address."""

    __tablename__ = "email_token"

    token_hash: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    purpose: TokenPurpose = Field(sa_type=str_enum(TokenPurpose, checked=False))
    address: str | None = Field(default=None, max_length=254)
    expires_at: datetime = instant()
    used_at: datetime | None = instant_or_none()


class FailedTry(Table, table=True):
    """Counts of tries by a hashed key, for rate limits."""

    __tablename__ = "failed_try"

    key: str = Field(primary_key=True, max_length=64)
    count: int = 0
    last_at: datetime = instant()
