"""Messages the hub sends by e-mail."""

from datetime import timedelta
from enum import StrEnum


class MessageKind(StrEnum):
    """Why a message is sent; its subject and body are ``messages.<kind>.subject`` and ``.body``."""

    CONFIRM = "confirm"
    ALREADY_REGISTERED = "already_registered"
    RESET = "reset"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- no password
    NEW_EMAIL = "new_email"
    EMAIL_TAKEN = "email_taken"
    EMAIL_CHANGED = "email_changed"
    SUBMITTED = "submitted"
    ASSIGNED = "assigned"
    DECIDED = "decided"
    JOURNAL_HEAD = "journal_head"
    PANEL_WITHDRAWN = "panel_withdrawn"
    LEAD_TAKEN = "lead_taken"
    LEAD_GIVEN = "lead_given"
    LEAD_CHANGED = "lead_changed"
    LEAD_LEFT_TO_YOU = "lead_left_to_you"
    LEADER_LEFT = "leader_left"
    DRAFT_DELETED = "draft_deleted"
    CALL_EXTENDED = "call_extended"
    EXTENSION_TAKEN_BACK = "extension_taken_back"
    CALL_CANCELLED = "call_cancelled"
    REVIEWS_CANCELLED = "reviews_cancelled"
    ROLES_WANTED = "roles_wanted"
    INVITATION = "invitation"
    INVITATION_DECLINED = "invitation_declined"


class MessageState(StrEnum):
    """Where a message is in the outbox.

    A mail server ``refused`` it for good; it ``failed`` when it was tried for days in vain; it is ``obsolete`` when its
    link was used or replaced before it went out.
    """

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    REFUSED = "refused"
    OBSOLETE = "obsolete"


GIVE_UP_AFTER = timedelta(days=4)
"""RFC 5321 (4.5.4.1) asks for four to five days."""
LONGEST_DELAY = timedelta(hours=6)
"""The longest pause between two tries."""
CLAIM = timedelta(minutes=5)
"""How long a message is one process's to send, unless the process renews it."""


def delay(tries: int) -> timedelta:
    """How long to wait after so many failed tries: 10 seconds, then four times as long, at most six hours."""
    return timedelta(seconds=min(10 * 4 ** min(tries - 1, 10), LONGEST_DELAY.total_seconds()))
