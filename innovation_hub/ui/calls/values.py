"""Conversion between instants and values of widgets, which are naive times of Dar es Salaam."""

from datetime import datetime

from innovation_hub.domain.clock import DAR
from innovation_hub.errors import Invalid


def wall(value: datetime) -> datetime:
    """The naive local time in Dar es Salaam of an aware instant."""
    return value.astimezone(DAR).replace(tzinfo=None)


def instant(value: datetime | None, field: str) -> datetime:
    """The aware instant of a naive local time in Dar es Salaam.

    Raises `Invalid`, with the name of the ``field``, for None.
    """
    if value is None:
        raise Invalid("calls.refused.instant", field=field)
    return value.replace(tzinfo=DAR)
