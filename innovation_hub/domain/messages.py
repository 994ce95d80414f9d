"""Messages of the outbox: states, and the times between tries. `domain.notices` lists their kinds."""

from datetime import timedelta
from enum import StrEnum


class MessageState(StrEnum):
    """State of a message in the outbox.

    ``refused``: refused for good by a mail server; ``failed``: given up after days of tries; ``obsolete``: its link was
    used or replaced before it was sent.
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
"""How long a process has a message to itself for sending, unless it renews the claim."""


def delay(tries: int) -> timedelta:
    """The wait after this many failed tries: 10 seconds, then four times as long each, at most six hours."""
    return timedelta(seconds=min(10 * 4 ** min(tries - 1, 10), LONGEST_DELAY.total_seconds()))
