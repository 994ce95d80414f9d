"""Findings: the results of checks."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Grade(StrEnum):
    """How a check ended. ``skipped``: a check that it depends on failed."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: ``check`` names its title, ``key`` and ``data`` make its sentence."""

    check: str
    grade: Grade
    key: str
    data: dict[str, Any] = field(default_factory=dict)


class Check(Protocol):
    """A check: the grade, and the key and data of its sentence; it may raise a ``HubError`` instead."""

    __name__: str

    def __call__(self) -> tuple[Grade, str, dict[str, Any]]:
        """Run the check."""
        ...
