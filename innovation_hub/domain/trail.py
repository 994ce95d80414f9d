"""Security trail: events of interest to administrators, and how long they are kept."""

from datetime import timedelta
from enum import StrEnum

KEPT_TRAIL = timedelta(days=90)


class TrailEvent(StrEnum):
    """Kind of event; ``security.<value>`` is its stable name in the log."""

    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_HELD_UP = "sign_in_held_up"
    REFUSED = "refused"
    RESET_REQUESTED = "reset_requested"
    PASSWORD_RESET = "password_reset"  # noqa: S105 -- no password
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- no password
    EMAIL_CHANGED = "email_changed"
    ROLE_GRANTED = "role_granted"
    ROLE_REVOKED = "role_revoked"
