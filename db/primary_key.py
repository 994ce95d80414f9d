"""The primary key of a row that is stored."""

from typing import Protocol


class HasId(Protocol):
    """A row whose primary key the database gives."""

    @property
    def id(self) -> int | None:
        """None until the row is flushed."""


def pk(row: HasId) -> int:
    """Return the primary key of a row; raises ``ValueError`` for one that was not flushed yet and has none."""
    if row.id is None:
        raise ValueError(f"{type(row).__name__} was not flushed: it has no primary key yet")
    return row.id
