"""Mailboxes that deliver e-mails: a mail server, or files in a folder when the settings name no server."""

import re
import smtplib
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from innovation_hub.config import settings
from innovation_hub.services.mail import smtp

LONGEST_REASON = 300


class Undelivered(Exception):
    """An e-mail was not sent.

    ``permanent``: the server refused this e-mail for good (RFC 5321, 5yz); do not try again.
    ``unusable``: no e-mail at all can be sent at present. ``reason`` holds no address of a person.
    """

    def __init__(self, reason: str, *, permanent: bool = False, unusable: bool = False) -> None:
        super().__init__(reason)
        self.reason = " ".join(reason.split())[:LONGEST_REASON]
        self.permanent = permanent
        self.unusable = unusable


class Mailbox(Protocol):
    """A way to send e-mails, one after the other."""

    def send(self, mail: EmailMessage, name: str) -> None:
        """Send it or raise `Undelivered`; ``name`` is short and unique."""

    def close(self) -> None:
        """Close what was opened for sending."""


class Folder:
    """Without a mail server e-mails are files: ``var/outbox/<name>.eml``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __str__(self) -> str:
        return str(self.folder)

    def send(self, mail: EmailMessage, name: str) -> None:
        """Write the e-mail; it gets its name only when it is complete, and only the hub's own user can read it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f".{name}.part"
            part.touch(mode=0o600)
            part.write_bytes(mail.as_bytes())
            part.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise Undelivered(f"{type(error).__name__}: {error.strerror}", unusable=True) from error

    def close(self) -> None:
        """Do nothing: no connection is open."""


class Server:
    """A mail server: ``smtps://`` speaks TLS at once, ``smtp://`` as soon as the server offers it.

    One connection carries e-mail after e-mail until `close`.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.tls = parts.scheme == "smtps"
        self.host = parts.hostname or "localhost"
        self.port = parts.port or (465 if self.tls else 587 if parts.username else 25)
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        self._connection: smtplib.SMTP | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    def send(self, mail: EmailMessage, name: str) -> None:
        """Send the e-mail over the open connection, or a new one; raises `Undelivered`."""
        to = str(mail["To"])
        try:
            self._hand_over(mail)
        except smtp.Answer as answer:
            self._start_over()
            raise Undelivered(
                _without(to, str(answer)), permanent=answer.permanent, unusable=answer.unusable
            ) from answer
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            reason = f"{type(error).__name__}: {error}"
            raise Undelivered(_without(to, reason), unusable=True) from error

    def _hand_over(self, mail: EmailMessage) -> None:
        if self._connection is not None:
            try:
                smtp.begin(self._connection, mail)
            except (smtplib.SMTPException, OSError):  # the server closed the connection; nothing was sent yet
                self.close()
        if self._connection is None:
            self._connection = smtp.connect(
                self.host, self.port, tls=self.tls, user=self.user, password=self.password
            )
            smtp.begin(self._connection, mail)
        smtp.finish(self._connection, mail)

    def _start_over(self) -> None:
        try:
            if self._connection is not None and self._connection.rset()[0] != smtp.DONE:
                self.close()
        except (smtplib.SMTPException, OSError):
            self.close()

    def close(self) -> None:
        """Close the connection to the server, if one is open."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                smtp.leave(connection)


def _without(address: str, reason: str) -> str:
    """The reason without the recipient's address, which servers often repeat: reasons are also logged."""
    return re.sub(re.escape(address), "…", reason, flags=re.IGNORECASE)


def mailbox() -> Mailbox:
    """The mailbox that the settings name."""
    url = settings().smtp_url
    return Server(url.get_secret_value()) if url else Folder(settings().var_dir / "outbox")
