"""Every test here has a fresh database, once on SQLite and once on PostgreSQL."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from db.engine import engine


@pytest.fixture(autouse=True)
def _database(database_url: str) -> None:
    """Ask for the database on behalf of each test."""


@pytest.fixture
def statements():
    """`with statements() as seen:` collects the SQL statements asked inside the block."""

    @contextmanager
    def watching():
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_):
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        event.listen(engine(), "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine(), "before_cursor_execute", note)

    return watching
