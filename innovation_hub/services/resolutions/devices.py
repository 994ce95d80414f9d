"""Indicator 11.1: how ready the devices developed in the country are at each year's end."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from db.queries import resolutions as queries
from innovation_hub.domain.clock import DAR
from innovation_hub.domain.devices import PROTOTYPE_FROM, PROTOTYPE_TO, TRL_MAX, TRL_MIN
from innovation_hub.domain.indicators import Indicator, Point, Series, Unit, share

LEVELS = range(TRL_MIN, TRL_MAX + 1)


def indicator(session: Session, labels: Sequence[str]) -> Indicator:
    """11.1 for these financial years: prototypes, the mean gain in TRL, and the devices at each level."""
    trl: dict[str, dict[int, int]] = {}
    newest: dict[str, date] = {}
    for device, year, level, at in queries.device_readings(session):
        trl.setdefault(year, {})[device] = level
        day = at.astimezone(DAR).date()
        newest[year] = max(day, newest.get(year, day))
    known: set[int] = set()
    before: dict[int, int] = {}
    prototypes: list[Point] = []
    gains: list[Point] = []
    levels: dict[int, list[Point]] = {level: [] for level in LEVELS}
    for label in labels:
        read = trl.get(label, {})
        known |= read.keys()
        nothing = Point(label, n=len(read), reporting=share(len(read), len(known)), as_of=newest.get(label))
        prototypes.append(_count(nothing, read, PROTOTYPE_FROM, PROTOTYPE_TO))
        for level in LEVELS:
            levels[level].append(_count(nothing, read, level, level))
        gains.append(_gain(nothing, read, before))
        before = read
    return Indicator(
        "11.1",
        (
            Series("11_1.prototypes", Unit.COUNT, tuple(prototypes)),
            Series("11_1.gain", Unit.LEVELS, tuple(gains)),
            *(Series(f"11_1.trl_{level}", Unit.COUNT, tuple(levels[level])) for level in LEVELS),
        ),
    )


def _count(nothing: Point, read: Mapping[int, int], low: int, high: int) -> Point:
    """How many devices stand between two levels; not reported when none was read that year."""
    if not read:
        return Point(nothing.year)
    n = sum(low <= level <= high for level in read.values())
    return replace(nothing, value=n, part=n)


def _gain(nothing: Point, read: Mapping[int, int], before: Mapping[int, int]) -> Point:
    """The mean gain over devices read this year and the year before; ``n`` is those devices."""
    steps = [level - before[device] for device, level in read.items() if device in before]
    if not steps:
        return Point(nothing.year)
    return replace(nothing, value=sum(steps) / len(steps), n=len(steps))
