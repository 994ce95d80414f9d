"""Messages the hub sends by e-mail."""

from enum import StrEnum


class MessageKind(StrEnum):
    """Why a message is sent; its subject and body are ``messages.<kind>.subject`` and ``.body``."""

    CONFIRM = "confirm"
    ALREADY_REGISTERED = "already_registered"
    RESET = "reset"
    SUBMITTED = "submitted"
    ASSIGNED = "assigned"
    DECIDED = "decided"
    PANEL_WITHDRAWN = "panel_withdrawn"


class MessageState(StrEnum):
    """Where a message is in the outbox."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
