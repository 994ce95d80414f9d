"""The register of existing government systems: what is kept of each, and how a line of a file is read."""

from enum import StrEnum


class SystemStatus(StrEnum):
    """How far a system has come."""

    PLANNED = "planned"
    PILOT = "pilot"
    IN_USE = "in_use"
    RETIRED = "retired"
