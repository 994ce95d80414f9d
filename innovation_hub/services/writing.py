"""One field of a record, saved over the content that its writer saw."""

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


def change(field: Field, *, stands: Any, value: Typed, over: str) -> tuple[Any, bool]:
    """What the field is to hold in place of what ``stands``, and whether that is anything new.

    Sending the same again does no harm. Raises `Invalid` for what the field cannot hold, and `Conflict`, which gives
    what stands as ``theirs``, when that is another content than the one typed ``over``.
    """
    wanted = read(field, value)
    current = typed(field, stands)
    if typed(field, wanted) == current:
        return stands, False
    if version(current) != over:
        raise Conflict("writing.refused.changed", theirs={"value": current, "version": version(current)})
    return wanted, True
