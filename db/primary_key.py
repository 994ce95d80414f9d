"""Reading the primary key of a stored row."""

from typing import Protocol


class HasId(Protocol):
    """A row with a primary key assigned by the database."""

    @property
    def id(self) -> int | None:
        """None until the row is flushed."""


def pk(row: HasId) -> int:
    """The primary key of a row; raises ``ValueError`` for a row not flushed yet."""
    if row.id is None:
        raise ValueError(f"{type(row).__name__} was not flushed: it has no primary key yet")
    return row.id
