"""Indicator 11.1: readiness (TRL) of the devices under development at each year's end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from db.queries import resolutions as queries
from innovation_hub.domain.clock import DAR
from innovation_hub.domain.devices import PROTOTYPE_FROM, PROTOTYPE_TO, TRL_MIN
from innovation_hub.domain.indicators import Point, share
from innovation_hub.domain.indicators.registry import TRL_LEVELS
from innovation_hub.services.resolutions.computing import Computation, Records


def _readiness(records: Records) -> dict[str, list[Point]]:
    """11.1: prototypes, the mean gain in TRL, and the devices at each level."""
    trl: dict[str, dict[int, int]] = {}
    newest: dict[str, date] = {}
    for device, year, level, at in queries.device_readings(records.session):
        trl.setdefault(year, {})[device] = level
        day = at.astimezone(DAR).date()
        newest[year] = max(day, newest.get(year, day))
    known: set[int] = set()
    before: dict[int, int] = {}
    points: dict[str, list[Point]] = {"prototypes": [], "gain": [], **{name: [] for name in TRL_LEVELS}}
    for label in records.labels:
        read = trl.get(label, {})
        known |= read.keys()
        nothing = Point(label, n=len(read), reporting=share(len(read), len(known)), as_of=newest.get(label))
        points["prototypes"].append(_count(nothing, read, PROTOTYPE_FROM, PROTOTYPE_TO))
        for level, name in enumerate(TRL_LEVELS, start=TRL_MIN):
            points[name].append(_count(nothing, read, level, level))
        points["gain"].append(_gain(nothing, read, before))
        before = read
    return points


def _count(nothing: Point, read: Mapping[int, int], low: int, high: int) -> Point:
    """The number of devices between two levels; not reported when no reading was made that year."""
    if not read:
        return Point(nothing.year)
    n = sum(low <= level <= high for level in read.values())
    return replace(nothing, value=n, part=n)


def _gain(nothing: Point, read: Mapping[int, int], before: Mapping[int, int]) -> Point:
    """The mean gain over devices with readings this year and the year before; ``n`` is their number."""
    steps = [level - before[device] for device, level in read.items() if device in before]
    if not steps:
        return Point(nothing.year)
    return replace(nothing, value=sum(steps) / len(steps), n=len(steps))


COMPUTATIONS: Mapping[str, Computation] = {"11.1": _readiness}
