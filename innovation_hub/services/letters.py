"""Letters: a message of the outbox as an e-mail in its reader's language, and the two ways to send it."""

import smtplib
import ssl
import unicodedata
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from db.models.messages import OutboxMessage
from innovation_hub.config import settings
from innovation_hub.domain.messages import MessageKind
from innovation_hub.i18n import Translator, formats, translator

_SECONDS = 20
_INSTANTS = frozenset({"submitted_at", "closes_at", "at"})


def letter(message: OutboxMessage) -> EmailMessage:
    """The message as an e-mail; its id is the same at every try, so that a reader's program can tell a repeat."""
    t = translator(message.language)
    params = {name: _written(t, name, value) for name, value in message.params.items()}
    counted = message.kind in (MessageKind.ASSIGNED, MessageKind.PANEL_WITHDRAWN)
    count = message.params.get("count") if counted else None
    # keys: messages.confirm.*, messages.already_registered.*, messages.reset.*
    # keys: messages.submitted.*, messages.assigned.*, messages.decided.*
    # keys: messages.panel_withdrawn.*
    subject = t(f"messages.{message.kind.value}.subject", n=count, **params)
    body = t(f"messages.{message.kind.value}.body", n=count, **params)
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
    if name in _INSTANTS:
        return formats.instant(t, datetime.fromisoformat(value), seconds=name == "submitted_at")
    if value.startswith("/"):
        return settings().base_url.rstrip("/") + value
    return "\n".join(_one_line(line) for line in value.splitlines())


def _one_line(text: str) -> str:
    """Without line breaks and other control signs: what a person typed cannot become a header."""
    return " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text).split())


class Mailbox(Protocol):
    """A way to send a letter."""

    def send(self, mail: EmailMessage, name: str) -> None:
        """Send it or raise; ``name`` is short and unique."""


class Folder:
    """Without a mail server letters are files: ``var/outbox/<name>.eml``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, mail: EmailMessage, name: str) -> None:
        """Write the letter; it appears under its name only when it is whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f".{name}.part"
        part.write_bytes(mail.as_bytes())
        part.replace(self.folder / f"{name}.eml")


class Server:
    """A mail server: ``smtps://`` speaks TLS at once, ``smtp://`` as soon as the server offers it."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.tls = parts.scheme == "smtps"
        self.host = parts.hostname or "localhost"
        self.port = parts.port or (465 if self.tls else 587 if parts.username else 25)
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")

    def send(self, mail: EmailMessage, name: str) -> None:
        """Hand the letter to the server; a password is never sent in the clear."""
        context = ssl.create_default_context()
        with (
            smtplib.SMTP_SSL(self.host, self.port, timeout=_SECONDS, context=context)
            if self.tls
            else smtplib.SMTP(self.host, self.port, timeout=_SECONDS)
        ) as connection:
            connection.ehlo()
            if not self.tls and (self.user or connection.has_extn("starttls")):
                connection.starttls(context=context)
                connection.ehlo()
            if self.user:
                connection.login(self.user, self.password)
            connection.send_message(mail)


def mailbox() -> Mailbox:
    """The way that the settings name."""
    url = settings().smtp_url
    return Server(url.get_secret_value()) if url else Folder(settings().var_dir / "outbox")
