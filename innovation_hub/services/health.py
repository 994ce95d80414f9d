"""Health checks of the database."""

from sqlalchemy import text

from db.engine import limit_statements, probe
from db.migrate import check
from db.unit_of_work import unit_of_work
from innovation_hub.errors import DatabaseTrouble

SERVING_SECONDS = 10.0
"""Seconds after which a statement of a page is cancelled."""


def serving() -> None:
    """Limit statements of this process to `SERVING_SECONDS`, as it serves readers."""
    limit_statements(SERVING_SECONDS)


def readiness() -> None:
    """Raise `DatabaseTrouble` unless the database answers and has this release's tables."""
    check(probe())


def writable() -> None:
    """Raise `DatabaseTrouble` unless the database can be written to. Changes nothing."""
    with unit_of_work() as uow:
        connection = uow.session.connection()
        if connection.dialect.name == "postgresql":
            if connection.execute(text("SHOW transaction_read_only")).scalar() != "off":
                raise DatabaseTrouble("errors.database.read_only")
        else:  # beginning to write is not enough: SQLite then opens a read-only file for reading
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
