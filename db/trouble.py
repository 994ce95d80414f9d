"""What is wrong with a database that cannot be used, read from what its driver says."""

from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from innovation_hub.errors import DatabaseTrouble

_SIGNS = {
    "read_only": ("readonly", "read-only"),
    "damaged": ("is not a database", "malformed"),
    "disk": ("disk is full", "disk i/o error", "no space left"),
    "not_migrated": ("no such table", "no such column"),
    "unreachable": ("unable to open", "connection"),
    "busy": ("locked", "busy"),
}


def trouble(error: DBAPIError) -> DatabaseTrouble | None:
    """The refusal that says what is wrong; None when it is not the database that is at fault.

    Only errors of operation are read: those of a constraint may quote what somebody typed.
    """
    if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
        return None
    said = str(error.orig).lower()
    # keys: errors.database.*
    return next(
        (
            DatabaseTrouble(f"errors.database.{name}")
            for name, signs in _SIGNS.items()
            if any(sign in said for sign in signs)
        ),
        None,
    )
