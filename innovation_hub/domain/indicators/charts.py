"""The kinds of charts of indicators; a registry entry sets their parameters.

Series are named as in the entry; `MAIN` is the first of them. Legends are keys of the catalogue.
"""

from dataclasses import dataclass
from enum import StrEnum

MAIN = ""
"""The name of the main series, and of the only one where an indicator has no more."""


class BarLabel(StrEnum):
    """Label of a bar."""

    VALUE = "value"
    PART = "part"
    """How many of how many: 22/43."""
    VALUE_AND_N = "value_and_n"


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars by financial year, those of several series side by side, on the axis of their unit."""

    series: tuple[str, ...] = (MAIN,)
    legend: tuple[str, ...] = ()
    """Names of the series in the legend, where their own are too long."""
    label: BarLabel = BarLabel.VALUE
    at_least: float = 0.0
    """The axis goes up to this value, however low the bars are."""
    line: tuple[float, str] | None = None
    """A dotted line at a value, and its name in the legend."""
    baseline: bool = False
    """Whether the newest baseline is a dotted line."""
    each_gap: bool = False
    """Whether a missing bar beside an existing one is labelled."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Numbers stacked by financial year, from the first series up; a series that is always 0 is left out."""

    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole by financial year in three parts: ``part`` of ``reported``, the rest of it, and those not reporting."""

    part: str
    reported: str
    whole: int
    legend: tuple[str, str, str]
    silent: str
    """The label of the part not reporting, with its number."""
    ticks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """All series, from the first to the last, in the newest year of the main one."""


Chart = Bars | Stack | Whole | Funnel
