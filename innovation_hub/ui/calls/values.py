"""Instants as widgets take them: what clocks in Dar es Salaam show, without a zone."""

from datetime import datetime

from innovation_hub.domain.clock import DAR
from innovation_hub.errors import Invalid


def wall(value: datetime) -> datetime:
    """What clocks in Dar es Salaam show at an instant, without a zone, for a widget."""
    return value.astimezone(DAR).replace(tzinfo=None)


def instant(value: datetime | None, field: str) -> datetime:
    """The instant at which clocks in Dar es Salaam show this; raises `Invalid` for an empty field."""
    if value is None:
        raise Invalid("calls.refused.instant", field=field)
    return value.replace(tzinfo=DAR)
