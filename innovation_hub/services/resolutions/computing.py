"""Computing indicators: each query runs once for all of them, and the registry gives series, units and suppression."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlmodel import Session

from innovation_hub.domain.indicators import Baseline, Indicator, Point, Series
from innovation_hub.domain.indicators.entry import IndicatorEntry
from innovation_hub.domain.indicators.suppression import suppressed

T = TypeVar("T")


class Records:
    """The input of computations: a session and the financial years, oldest first."""

    def __init__(self, session: Session, labels: Sequence[str]) -> None:
        self.session = session
        self.labels = labels
        self._read: dict[Callable[..., Any], Any] = {}

    def once(self, read: Callable[["Records"], T]) -> T:
        """The result of ``read``, called once and shared by all indicators."""
        if read not in self._read:
            self._read[read] = read(self)
        found: T = self._read[read]
        return found


Computation = Callable[[Records], Mapping[str, Sequence[Point]]]
"""Returns the points of each series by its name in the registry, one for each financial year."""


def compute(
    entry: IndicatorEntry, computation: Computation, records: Records, baselines: Sequence[Baseline] = ()
) -> Indicator:
    """The indicator of a registry entry, with its units and its rule of suppression applied.

    Raises:
        ValueError: when the computation returns other series than the entry names.
    """
    points = computation(records)
    if points.keys() != entry.units.keys():
        raise ValueError(
            f"{entry.code} is computed as {sorted(points)}, its entry says {sorted(entry.units)}"
        )
    series = (
        Series(entry.key(name), unit, tuple(suppressed(point, entry.suppression) for point in points[name]))
        for name, unit in entry.units.items()
    )
    return Indicator(entry.code, tuple(series), tuple(baselines))
