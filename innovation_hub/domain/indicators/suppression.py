"""Suppression of small numbers of people, and of shares from which they could be computed."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from innovation_hub.domain.indicators import Point

SMALLEST_CELL = 5
"""Numbers of people below this are not shown in public."""


class Suppression(StrEnum):
    """The minimum rule for every value of an indicator; its computation may suppress more."""

    NONE = "none"
    """Nothing in it counts people."""
    COUNT = "count"
    """``part`` is a number of people."""
    SHARE = "share"
    """``part`` of ``n`` people: neither ``part`` nor ``n - part`` may be below `SMALLEST_CELL`."""


def suppressed(point: Point, rule: Suppression) -> Point:
    """The point, without its value where the rule suppresses it.

    Raises:
        ValueError: when people are counted and the point does not say how many they are.
    """
    if rule is Suppression.NONE or point.value is None:
        return point
    if point.part is None or (rule is Suppression.SHARE and point.n is None):
        raise ValueError(f"{point} does not say how many people it rests on")
    few = small(point.part)
    if rule is Suppression.SHARE and point.n is not None:
        few = min(point.part, point.n - point.part) < SMALLEST_CELL
    if few:
        return replace(point, value=None, part=None, suppressed=True)
    return point


def small(*people: int) -> bool:
    """Whether any of these numbers is above 0 and below `SMALLEST_CELL`."""
    return any(0 < n < SMALLEST_CELL for n in people)


def shown_count(point: Point, people: int) -> Point:
    """A number of people, suppressed where it is `small`."""
    if small(people):
        return replace(point, suppressed=True)
    return replace(point, value=people, part=people)


def shown_share(point: Point, part: int, n: int, *, beside: Sequence[int] = ()) -> Point:
    """A share of people, suppressed where either side has fewer than `SMALLEST_CELL`.

    ``beside`` are numbers that can be computed from this figure and another public one by subtraction: the share is
    also suppressed where one of them is `small`.
    """
    if n == 0:
        return Point(point.year)
    if n < SMALLEST_CELL or small(*beside):
        return replace(point, reporting=None, suppressed=True)
    if min(part, n - part) < SMALLEST_CELL:
        return replace(point, n=n, suppressed=True)
    return replace(point, value=part / n, part=part, n=n)
