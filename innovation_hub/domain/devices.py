"""Devices: technology readiness levels (ISO 16290)."""

from enum import StrEnum

TRL_MIN, TRL_MAX = 1, 9
PROTOTYPE_FROM, PROTOTYPE_TO = 4, 8
"""A device counts as a prototype (indicator 11.1) from validation in a laboratory up to qualification."""


class DeviceStage(StrEnum):
    """The stage of development of a device by its latest reading."""

    UNREAD = "unread"
    IDEA = "idea"
    PROTOTYPE = "prototype"
    IN_USE = "in_use"


def stage_of(level: int | None) -> DeviceStage:
    """The stage of a readiness level (TRL 1-9); None is a device without a reading."""
    if level is None:
        return DeviceStage.UNREAD
    if level < PROTOTYPE_FROM:
        return DeviceStage.IDEA
    return DeviceStage.PROTOTYPE if level <= PROTOTYPE_TO else DeviceStage.IN_USE
