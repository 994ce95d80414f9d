"""E-mail leaves the hub here: a worker empties the outbox; what cannot be delivered waits for a person."""

from innovation_hub.services.mail.delivery import Undelivered, mailbox
from innovation_hub.services.mail.failed import (
    FailedMessage,
    acknowledge,
    failed,
    listed,
    retry,
    send_again,
    try_out,
)
from innovation_hub.services.mail.worker import deliver_due, work

__all__ = [
    "FailedMessage",
    "Undelivered",
    "acknowledge",
    "deliver_due",
    "failed",
    "listed",
    "mailbox",
    "retry",
    "send_again",
    "try_out",
    "work",
]
