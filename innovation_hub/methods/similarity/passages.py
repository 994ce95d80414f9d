"""Passages that two texts share: runs of equal terms, whatever stands around them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from innovation_hub.methods.similarity.terms import tells

LEAST = 3
"""Terms in a run that is a passage; at least `_TELLING` of them say something."""
_TELLING = 2
_TRIED = 16
"""Places tried for one beginning: a text that repeats itself must not cost its length squared."""


class SharedPassage(NamedTuple):
    """A run of ``length`` equal terms, from the term ``one`` of the first text and from ``other`` of the second."""

    one: int
    other: int
    length: int


def passages(
    mine: Sequence[str],
    theirs: Sequence[str],
    *,
    least: int = LEAST,
    begins: Collection[tuple[str, ...]] | None = None,
) -> list[SharedPassage]:
    """The passages that two texts share, in the order of the first; none overlaps another in the first text.

    From each place the longest run is taken, and the search goes on behind it. ``begins`` are the `beginnings` of the
    first text, where they are known already.
    """
    places = _places(theirs, beginnings(mine, least) if begins is None else begins, least)
    found: list[SharedPassage] = []
    behind = 0
    for place, start in enumerate(_windows(mine, least)):
        if place < behind or start not in places:
            continue
        length, there = max((_run(mine, place, theirs, there, least), -there) for there in places[start])
        if _says_something(mine[place : place + length]):
            found.append(SharedPassage(place, -there, length))
            behind = place + length
    return found


def beginnings(terms: Sequence[str], least: int) -> frozenset[tuple[str, ...]]:
    """Every run of ``least`` terms of a text."""
    return frozenset(_windows(terms, least))


def share_passages(begins: frozenset[tuple[str, ...]], other: Sequence[str], *, least: int) -> bool:
    """Whether a text holds one of these runs of ``least`` terms anywhere; most texts do not."""
    return not begins.isdisjoint(_windows(other, least))


def _places(
    theirs: Sequence[str], begins: Collection[tuple[str, ...]], least: int
) -> Mapping[tuple[str, ...], Sequence[int]]:
    """Where in the other text the first terms of a passage stand."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place, start in enumerate(_windows(theirs, least)):
        if start in begins and len(here := places.setdefault(start, [])) < _TRIED:
            here.append(place)
    return places


def _windows(terms: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(terms[shift:] for shift in range(size)), strict=False)


def _run(mine: Sequence[str], place: int, theirs: Sequence[str], there: int, length: int) -> int:
    """How long the run is that begins at these places and is at least ``length`` long."""
    most = min(len(mine) - place, len(theirs) - there)
    while length < most and mine[place + length] == theirs[there + length]:
        length += 1
    return length


def _says_something(run: Sequence[str]) -> bool:
    return sum(map(tells, run)) >= _TELLING
