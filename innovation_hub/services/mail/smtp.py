"""SMTP with the time-out of RFC 5321, section 4.5.3.2, for each step, and permanent and transient errors kept apart.

`smtplib` has one time-out for all steps. A server may take ten minutes to answer the final dot; a client that gives
up earlier sends the same e-mail twice.
"""

import re
import smtplib
import socket
import ssl
from email.message import EmailMessage
from email.utils import parseaddr

CONNECT = 60.0
"""Seconds in which the connection must be made; the RFC does not define it."""
COMMAND = 300.0
"""Seconds for the greeting and for the answers to HELO, MAIL and RCPT."""
DATA = 120.0
BLOCK = 180.0
"""Seconds for each block of the e-mail that is sent."""
FINAL_DOT = 600.0
"""Seconds for the answer that makes the server responsible for the e-mail."""
READY, DONE, GO_ON, CLOSING, PERMANENT = 220, 250, 354, 421, 500


class Answer(Exception):
    """The server refused: its code and its text."""

    def __init__(self, code: int, text: bytes, *, permanent: bool = False, unusable: bool = False) -> None:
        super().__init__(f"{code} {text.decode(errors='replace')}")
        self.permanent = permanent
        self.unusable = unusable or code == CLOSING


class _Patient:
    """Mix-in with a time-out for connecting that is shorter than that for answers."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connected: socket.socket = super()._get_socket(host, port, CONNECT)  # type: ignore[misc]
        connected.settimeout(timeout)
        return connected


class _Plain(_Patient, smtplib.SMTP):
    """A connection that begins without TLS."""


class _Tls(_Patient, smtplib.SMTP_SSL):
    """A connection that begins with TLS."""


def connect(host: str, port: int, *, tls: bool, user: str, password: str) -> smtplib.SMTP:
    """Connect, start TLS and sign in; returns the connection. A password is never sent without TLS."""
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
    """Send MAIL and RCPT. Raises `Answer`; one for a refused sender means wrong settings, not a wrong e-mail."""
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
    """Send DATA and the e-mail. Returns once the server has accepted it; raises `Answer` when it refuses."""
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
    """Close the connection with QUIT, waiting at most 5 seconds for the answer."""
    _wait(connection, 5.0)
    connection.quit()


def _wait(connection: smtplib.SMTP, seconds: float) -> None:
    if connection.sock is not None:
        connection.sock.settimeout(seconds)
