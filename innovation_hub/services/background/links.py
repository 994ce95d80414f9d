"""Links in e-mails of the outbox: their validity starts when the e-mail is sent, not when it is queued."""

from urllib.parse import parse_qs, urlsplit

from db.models.messages import OutboxMessage
from db.unit_of_work import UnitOfWork
from innovation_hub.domain.notices import kinds
from innovation_hub.services.accounts import tokens
from innovation_hub.services.proposals import inviting

_INVITATION = "invitation"
"""The kind of e-mail whose link belongs to an invitation to a team, not to an account."""


def prolong(uow: UnitOfWork, message: OutboxMessage) -> bool:
    """Start the validity of the message's link now; returns whether the message should still be sent.

    False once the link was used or replaced by a newer one.
    """
    secrets = [_secret(value) for value in message.params.values() if isinstance(value, str)]
    prolong_link = inviting.prolong if message.kind == _INVITATION else tokens.prolong
    valid = [prolong_link(uow, secret) for secret in secrets if secret]
    row = kinds().get(message.kind)
    return all(valid) or row is None or not row.needs_link


def _secret(value: str) -> str:
    """The secret in a link to the hub; empty when there is none."""
    return parse_qs(urlsplit(value).query).get("token", [""])[0] if value.startswith("/") else ""
