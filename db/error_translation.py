"""Translation of driver errors into `DatabaseTrouble`, which says why the database cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from innovation_hub.errors import DatabaseTrouble

# The most specific first. PostgreSQL gives an SQLSTATE where it can; a refused connection has only a message.
_CODES = {
    "57014": "slow",  # statement time-out
    "55P03": "busy",  # lock time-out
    "53300": "crowded",
    "53100": "disk",
    "25006": "read_only",
    "3D000": "missing",
    "28P01": "password",
    "28000": "password",
    "42P01": "not_migrated",
    "42703": "not_migrated",
}
_SIGNS = {
    "read_only": ("readonly", "read-only"),
    "damaged": ("is not a database", "malformed"),
    "disk": ("disk is full", "disk i/o error", "no space left"),
    "not_migrated": ("no such table", "no such column"),
    "password": ("authentication failed", "no password supplied", "no pg_hba.conf entry", 'role "'),
    "missing": ('" does not exist',),
    "crowded": ("too many clients", "remaining connection slots", "too many connections"),
    "starting": ("starting up", "shutting down", "in recovery mode", "administrator command"),
    "silent": ("timeout expired", "timed out"),
    "unreachable": ("unable to open", "connection", "could not translate", "resolve host"),
    "busy": ("locked", "busy"),
}


def translate(error: Exception) -> DatabaseTrouble | None:
    """Return the `DatabaseTrouble` that a driver error stands for; None when the database is not at fault.

    Only operational errors are examined: those of a constraint may quote typed text.
    """
    if isinstance(error, NoConnectionFree):
        return DatabaseTrouble("errors.database.busy")
    if not isinstance(error, DBAPIError):
        return None
    # keys: errors.database.*
    found = _CODES.get(str(getattr(error.orig, "sqlstate", None)))
    if not found and (isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError):
        said = str(error.orig).lower()
        found = next((name for name, signs in _SIGNS.items() if any(sign in said for sign in signs)), None)
        found = found or ("unreachable" if error.connection_invalidated else None)
    return DatabaseTrouble(f"errors.database.{found}") if found else None


@contextmanager
def translated_errors() -> Iterator[None]:
    """Raise `DatabaseTrouble` in place of the driver's error when the database cannot be used."""
    try:
        yield
    except (DBAPIError, NoConnectionFree) as error:
        if found := translate(error):
            raise found from error
        raise
