"""How many questions a use case asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from db.engine import engine


@contextmanager
def watched() -> Iterator[list[str]]:
    """The SQL statements asked inside the block, without those that only begin or end a transaction."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine(), "before_cursor_execute", note)
