"""Time-outs of PostgreSQL connections: a server may hang without its machine closing a connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event

CONNECTING = 3
"""Seconds in which a connection must be made (libpq takes whole seconds, at least two)."""
PINGING = 2.0
"""Seconds in which a pooled connection must answer a ping."""
GRACE = 2.0
"""Seconds of our own time-out beyond the server's, which ends a statement and keeps the connection."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is closed when the server does not answer for `seconds`; None waits without limit."""

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
        """Set the time-out inside the block."""
        before, self.seconds = self.seconds, seconds
        try:
            yield
        finally:
            self.seconds = before


def be_patient(engine: Engine, seconds: float | None) -> None:
    """Set the time-outs of the engine's connections, and of its statements when ``seconds`` is given."""
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
