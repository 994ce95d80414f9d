"""SMTP as RFC 5321 wants it: each step waits as long as section 4.5.3.2 says, and answers keep their meaning.

`smtplib` knows one time-out for all steps. A server may take ten minutes to answer the final dot; whoever gives up
earlier sends the same e-mail again.
"""

import re
import smtplib
import socket
import ssl
from email.message import EmailMessage
from email.utils import parseaddr

CONNECT = 60.0
"""Seconds until the connection must stand; the RFC says nothing of it."""
COMMAND = 300.0
"""Seconds for the greeting and for the answers to HELO, MAIL and RCPT."""
DATA = 120.0
BLOCK = 180.0
"""Seconds for each piece of the e-mail that is handed over."""
FINAL_DOT = 600.0
"""Seconds for the answer that makes the server responsible for the e-mail."""
READY, DONE, GO_ON, CLOSING, PERMANENT = 220, 250, 354, 421, 500


class Answer(Exception):
    """The server said no; in its words, with its code."""

    def __init__(self, code: int, text: bytes, *, permanent: bool = False, unusable: bool = False) -> None:
        super().__init__(f"{code} {text.decode(errors='replace')}")
        self.permanent = permanent
        self.unusable = unusable or code == CLOSING


class _Patient:
    """Connecting has a time-out of its own, shorter than an answer's."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connected: socket.socket = super()._get_socket(host, port, CONNECT)  # type: ignore[misc]
        connected.settimeout(timeout)
        return connected


class _Plain(_Patient, smtplib.SMTP):
    """A connection that begins in the clear."""


class _Tls(_Patient, smtplib.SMTP_SSL):
    """A connection that begins with TLS."""


def connect(host: str, port: int, *, tls: bool, user: str, password: str) -> smtplib.SMTP:
    """A connection that is ready for e-mails; a password is never sent in the clear."""
    context = ssl.create_default_context()
    connection: smtplib.SMTP = (
        _Tls(host, port, timeout=COMMAND, context=context) if tls else _Plain(host, port, timeout=COMMAND)
    )
    try:
        connection.ehlo_or_helo_if_needed()
        if not tls and (user or connection.has_extn("starttls")):
            connection.starttls(context=context)
            connection.ehlo_or_helo_if_needed()
        if user:
            connection.login(user, password)
    except BaseException:
        connection.close()
        raise
    return connection


def begin(connection: smtplib.SMTP, mail: EmailMessage) -> None:
    """Say from whom and to whom. A sender that is refused is a matter of the settings, not of this e-mail."""
    _wait(connection, COMMAND)
    code, text = connection.mail(parseaddr(str(mail["From"]))[1])
    if code == CLOSING:
        raise smtplib.SMTPServerDisconnected(text.decode(errors="replace"))
    if code != DONE:
        raise Answer(code, text, unusable=code >= PERMANENT)
    code, text = connection.rcpt(str(mail["To"]))
    if code not in (DONE, 251):
        raise Answer(code, text, permanent=code >= PERMANENT)


def finish(connection: smtplib.SMTP, mail: EmailMessage) -> None:
    """Hand the e-mail over. Returns once the server has taken the responsibility for it."""
    _wait(connection, DATA)
    code, text = connection.docmd("DATA")
    if code != GO_ON:
        raise Answer(code, text, permanent=code >= PERMANENT)
    _wait(connection, BLOCK)
    connection.send(re.sub(rb"(?m)^\.", b"..", mail.as_bytes()))
    connection.send(b".\r\n")
    _wait(connection, FINAL_DOT)
    code, text = connection.getreply()
    if code != DONE:
        raise Answer(code, text, permanent=code >= PERMANENT)


def leave(connection: smtplib.SMTP) -> None:
    """Take leave; nobody waits long for the answer."""
    _wait(connection, 5.0)
    connection.quit()


def _wait(connection: smtplib.SMTP, seconds: float) -> None:
    if connection.sock is not None:
        connection.sock.settimeout(seconds)
