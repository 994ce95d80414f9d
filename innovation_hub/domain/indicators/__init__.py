"""Indicators: values by financial year, each with its evidence. A value not reported is None, never zero."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Unit(StrEnum):
    """What a value counts: a share is a fraction (0.125 is 12.5 %, and 1.2 is possible)."""

    SHARE = "share"
    COUNT = "count"
    TZS = "tzs"
    LEVELS = "levels"
    PER_THOUSAND = "per_thousand"
    PER_HUNDRED = "per_100"
    RATIO = "ratio"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Point:
    """A value of one financial year. ``part`` of ``n`` gave it; ``reporting`` is the share that reports.

    ``value`` None means not reported, or, with ``suppressed``, too few people to be shown.
    ``as_of`` is the date of the newest record it was computed from.
    """

    year: str
    value: float | None = None
    part: int | None = None
    n: int | None = None
    reporting: float | None = None
    as_of: date | None = None
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A line or set of bars of an indicator; ``key`` names it in the catalogue (``indicators.series.<key>``)."""

    key: str
    unit: Unit
    points: tuple[Point, ...]

    def latest(self) -> Point | None:
        """The newest point with a value, or with a suppressed one."""
        return next((p for p in reversed(self.points) if p.value is not None or p.suppressed), None)

    def before(self, point: Point) -> Point | None:
        """The newest point with a value that is older than this one."""
        return next((p for p in reversed(self.points) if p.year < point.year and p.value is not None), None)


@dataclass(frozen=True, slots=True)
class Baseline:
    """A published figure from elsewhere, shown as context."""

    year: int
    label_sw: str
    label_en: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as shown: the first series is the one its definition names."""

    code: str
    series: tuple[Series, ...]
    baselines: tuple[Baseline, ...] = ()

    def __hash__(self) -> int:
        """A cheap hash, as indicators are keys of caches; equality compares everything."""
        return hash((self.code, self.years[-1:], self.main.latest()))

    @property
    def main(self) -> Series:
        """The first series."""
        return self.series[0]

    def one(self, key: str) -> Series:
        """The series of this key."""
        return next(series for series in self.series if series.key == key)

    def last(self, count: int) -> "Indicator":
        """The same indicator over its last ``count`` financial years; 0 means all of them."""
        return self.between(self.years[-min(count or len(self.years), len(self.years))], self.years[-1])

    def between(self, first: str, last: str) -> "Indicator":
        """The same indicator from one financial year to another, both included."""
        return replace(
            self,
            series=tuple(
                replace(s, points=tuple(p for p in s.points if first <= p.year <= last)) for s in self.series
            ),
        )

    @property
    def years(self) -> tuple[str, ...]:
        """The financial years it covers, reported or not."""
        return tuple(point.year for point in self.main.points)

    @property
    def first_reported(self) -> str | None:
        """The first financial year in which any of its series has a value."""
        return min((p.year for s in self.series for p in s.points if p.value is not None), default=None)

    @property
    def as_of(self) -> date | None:
        """The date of the newest record behind any of its values."""
        return max((p.as_of for s in self.series for p in s.points if p.as_of), default=None)


def share(part: int | None, n: int | None) -> float | None:
    """``part`` of ``n``, or None where there is nothing to divide by or nothing was reported."""
    return part / n if part is not None and n else None
