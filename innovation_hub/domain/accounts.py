"""Accounts: their states, and the data asked of a person with its purpose (10.1, 10.3)."""

import re
import unicodedata
from enum import StrEnum

from innovation_hub.domain.text import has_address
from innovation_hub.errors import Invalid


class AccountState(StrEnum):
    """State of an account."""

    UNCONFIRMED = "unconfirmed"
    ACTIVE = "active"
    DISABLED = "disabled"


class AccountKind(StrEnum):
    """Kind of account that a person chose at registration."""

    STUDENT = "student"
    STAFF = "staff"


class Sex(StrEnum):
    """Asked for indicator 10.3 and for the minimum of teams led by women, in totals only; it may be left unsaid."""

    FEMALE = "female"
    MALE = "male"
    UNSAID = "unsaid"


class StudyLevel(StrEnum):
    """Level of study of a student; ``none`` for people who do not study."""

    CERTIFICATE = "certificate"
    DIPLOMA = "diploma"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"
    NONE = "none"


class TokenPurpose(StrEnum):
    """Purpose of a one-time link sent by e-mail."""

    CONFIRM = "confirm"
    RESET = "reset"
    EMAIL = "email"


EMAIL_LENGTH = 254
NAME_LENGTH = 120
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(
    rf"[a-z0-9!#$%&'*+/=?^_`{{|}}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*@(?:{_LABEL}\.)+{_LABEL}"
)


def clean_email(text: str) -> str:
    """An e-mail address in lower case, without the spaces around it; raises `Invalid`."""
    email = text.strip().lower()
    if not email:
        raise Invalid("accounts.refused.email_missing", field="email")
    local = email.partition("@")[0]
    if len(email) > EMAIL_LENGTH or len(local) > 64 or not _EMAIL.fullmatch(email):
        raise Invalid("accounts.refused.email", field="email")
    return email


def clean_name(text: str) -> str:
    """A person's name in any script, with spaces normalised; raises `Invalid`."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise Invalid("accounts.refused.name_missing", field="name")
    hidden = any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") for sign in name)
    if hidden or len(name) < 2 or not any(sign.isalpha() for sign in name):
        raise Invalid("accounts.refused.name", field="name")
    if has_address(name):
        raise Invalid("accounts.refused.name_address", field="name")
    if len(name) > NAME_LENGTH:
        raise Invalid("accounts.refused.name_long", field="name", limit=NAME_LENGTH)
    return name


CLOSED_DOMAIN = "@closed.invalid"


def closed_email(account_id: int) -> str:
    """The placeholder for the address of a closed account; nothing can be sent to it."""
    return f"account-{account_id}{CLOSED_DOMAIN}"


def is_closed(email: str) -> bool:
    """Whether the address is the placeholder of a closed account."""
    return email.endswith(CLOSED_DOMAIN)
