"""Messages the hub sends by e-mail; why each is sent stands in `domain.notices`."""

from datetime import timedelta
from enum import StrEnum


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
