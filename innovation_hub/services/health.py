"""Whether the hub can do its work."""

from db.engine import engine
from db.migrate import check


def readiness() -> None:
    """Return when the database answers and is at this release's tables; else raise `DatabaseTrouble`."""
    check(engine())
