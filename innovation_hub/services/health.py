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
    with unit_of_work() as uow:  # on SQLite, beginning is enough: it takes the write lock
        if engine().dialect.name == "postgresql":
            answer = uow.session.connection().execute(text("SHOW transaction_read_only")).scalar()
            if answer != "off":
                raise DatabaseTrouble("errors.database.read_only")
