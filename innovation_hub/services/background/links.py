"""The links in e-mails: one that leaves late is as good as one that leaves at once."""

from urllib.parse import parse_qs, urlsplit

from db.models.messages import OutboxMessage
from db.unit_of_work import UnitOfWork
from innovation_hub.domain.notices import kinds
from innovation_hub.services.accounts import tokens
from innovation_hub.services.proposals import inviting

_INVITATION = "invitation"
"""The kind whose link is a place in a team's, not an account's."""


def prolong(uow: UnitOfWork, message: OutboxMessage) -> bool:
    """Let the time of the message's link begin now; whether there is still a point in sending it.

    There is none once the link was used, or a newer one has taken its place.
    """
    secrets = [_secret(value) for value in message.params.values() if isinstance(value, str)]
    good_again = inviting.prolong if message.kind == _INVITATION else tokens.prolong
    stand = [good_again(uow, secret) for secret in secrets if secret]
    row = kinds().get(message.kind)
    return all(stand) or row is None or not row.needs_link


def _secret(value: str) -> str:
    """The secret in a link of ours, or nothing."""
    return parse_qs(urlsplit(value).query).get("token", [""])[0] if value.startswith("/") else ""
