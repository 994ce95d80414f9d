"""Saving one field of a record, with detection of concurrent changes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from innovation_hub.domain.fields import Field, Typed, read, typed, version
from innovation_hub.errors import Conflict


@dataclass(frozen=True, slots=True)
class SavedField:
    """A field after saving: its content, the version of the record, and the instant of the last change."""

    value: Typed
    record_version: int
    at: datetime


def change(field: Field, *, stored: Any, value: Typed, over: str) -> tuple[Any, bool]:
    """The field's new content in place of ``stored``, and whether it differs from it.

    The same content again is no change. Raises `Invalid` for an invalid value, and `Conflict`, with the present content
    as ``theirs``, when that differs from the content that was typed ``over``.
    """
    wanted = read(field, value)
    current = typed(field, stored)
    if typed(field, wanted) == current:
        return stored, False
    if version(current) != over:
        raise Conflict("writing.refused.changed", theirs={"value": current, "version": version(current)})
    return wanted, True
