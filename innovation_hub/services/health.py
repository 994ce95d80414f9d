"""Whether the hub can do its work."""

from sqlalchemy import text

from db.engine import engine
from db.migrate import check
from db.unit_of_work import unit_of_work
from innovation_hub.errors import DatabaseTrouble


def readiness() -> None:
    """Return when the database answers and is at this release's tables; else raise `DatabaseTrouble`."""
    check(engine())


def writable() -> None:
    """Return when the database takes changes; else raise `DatabaseTrouble`. Nothing is changed."""
    with unit_of_work() as uow:
        connection = uow.session.connection()
        if connection.dialect.name == "postgresql":
            if connection.execute(text("SHOW transaction_read_only")).scalar() != "off":
                raise DatabaseTrouble("errors.database.read_only")
        else:  # beginning to write is not enough: SQLite then opens a read-only file for reading
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
