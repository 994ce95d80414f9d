"""Rendering of outbox messages as e-mails in the recipient's language."""

import unicodedata
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from db.models.messages import OutboxMessage
from innovation_hub.config import settings
from innovation_hub.domain.notices import kinds
from innovation_hub.domain.text import without_links
from innovation_hub.i18n import Translator, formats, translator

_OURS = frozenset({"code", "content_hash", "journal_head"})
_DEADLINES = frozenset({"before", "closes_at"})
_INSTANTS = frozenset({"submitted_at", "at"})


def render(message: OutboxMessage) -> EmailMessage:
    """Return the message as an e-mail; its Message-ID is the same at every try, so that a repeat can be detected.

    Raises ValueError for a kind that was removed from the table of notices and has no text any more.
    """
    if message.kind not in kinds():
        raise ValueError(f"no kind of message: {message.kind}")
    t = translator(message.language)
    params = {name: _written(t, name, value) for name, value in message.params.items()}
    count = message.params.get("count")
    subject = t(f"messages.{message.kind}.subject", n=count, **params)
    body = t(f"messages.{message.kind}.body", n=count, **params)
    if "grace_minutes" in params:  # of a receipt
        body += f"\n\n{t('messages.submitted.terms', n=params['grace_minutes'], **params)}"
    if head := params.get("journal_head"):
        body += f"\n\n{t('journal.noted', head=head)}\n{t('journal.noted_why')}"
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _one_line(subject)
    mail["From"] = Address(t("messages.sender"), addr_spec=settings().mail_from)
    mail["To"] = Address(addr_spec=message.to_address)
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<outbox-{message.id}@{settings().mail_from.partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{body}\n\n-- \n{t('messages.footer')}\n", cte="quoted-printable")
    mail["Content-Language"] = message.language
    return mail


def _written(t: Translator, name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name == "title" and not value:
        return t("proposals.untitled")
    if name in _DEADLINES:
        return formats.deadline(t, datetime.fromisoformat(value))
    if name in _INSTANTS:
        return formats.instant(t, datetime.fromisoformat(value), seconds=name == "submitted_at")
    if value.startswith("/"):
        return settings().base_url.rstrip("/") + value
    typed = "\n".join(_one_line(line) for line in value.splitlines())
    return typed if name in _OURS else without_links(typed)


def _one_line(text: str) -> str:
    """Remove line breaks and other control characters, so that typed text cannot add a header."""
    return " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text).split())
