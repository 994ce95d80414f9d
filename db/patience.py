"""Connections to PostgreSQL that do not wait for ever: a server may hang without its machine closing a connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event

CONNECTING = 3
"""Seconds until a server must have let a connection in (libpq takes whole seconds, at least two)."""
PINGING = 2.0
"""Seconds until a connection of the pool must show that it lives."""
GRACE = 2.0
"""Seconds that our own limit comes after the server's, which ends a statement and keeps the connection."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is closed when the server says nothing for `seconds`; None waits for ever."""

    seconds: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server's answer; raises ``OperationalError`` and closes the connection when none comes."""
        limit = self.seconds if timeout is None else timeout
        try:
            return super().wait(gen, interval, limit)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise psycopg.errors.ConnectionTimeout("no answer in time: timeout expired") from error

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Wait no longer than this inside the block."""
        before, self.seconds = self.seconds, seconds
        try:
            yield
        finally:
            self.seconds = before


def be_patient(engine: Engine, seconds: float | None) -> None:
    """Let the engine's connections, and each statement where ``seconds`` is given, take only so long."""
    ping = engine.dialect.do_ping

    def do_ping(connection: Any) -> bool:
        with connection.within(PINGING):
            return ping(connection)

    engine.dialect.do_ping = do_ping  # type: ignore[method-assign, assignment]

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, args: list[Any], params: dict[str, Any]) -> Any:
        params.setdefault("connect_timeout", CONNECTING)
        if seconds is not None:
            limits = f"-c statement_timeout={seconds * 1000:.0f} -c lock_timeout={seconds * 1000:.0f}"
            params["options"] = f"{params.get('options', '')} {limits}".strip()
        connection = PatientConnection.connect(*args, **params)
        connection.seconds = None if seconds is None else seconds + GRACE
        return connection
