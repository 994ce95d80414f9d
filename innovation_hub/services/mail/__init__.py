"""E-mail: queued in the outbox, rendered in its reader's language, delivered by a background worker.

The worker is not imported here: it runs services of accounts and proposals, which queue e-mails themselves.
"""

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
from innovation_hub.services.mail.outbox import enqueue
from innovation_hub.services.mail.rendering import render

__all__ = [
    "FailedMessage",
    "Undelivered",
    "acknowledge",
    "enqueue",
    "failed",
    "listed",
    "mailbox",
    "render",
    "retry",
    "send_again",
    "try_out",
]
