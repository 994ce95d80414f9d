"""Whether the hub can do its work."""

from sqlalchemy import text

from db.engine import limit_statements, probe
from db.migrate import check
from db.unit_of_work import unit_of_work
from innovation_hub.errors import DatabaseTrouble

SERVING_SECONDS = 10.0
"""How long a reader waits for one statement."""


def serving() -> None:
    """From now on this process serves readers, who do not wait for ever."""
    limit_statements(SERVING_SECONDS)


def readiness() -> None:
    """Return when the database answers and is at this release's tables; else raise `DatabaseTrouble`."""
    check(probe())


def writable() -> None:
    """Return when the database takes changes; else raise `DatabaseTrouble`. Nothing is changed."""
    with unit_of_work() as uow:
        connection = uow.session.connection()
        if connection.dialect.name == "postgresql":
            if connection.execute(text("SHOW transaction_read_only")).scalar() != "off":
                raise DatabaseTrouble("errors.database.read_only")
        else:  # beginning to write is not enough: SQLite then opens a read-only file for reading
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
