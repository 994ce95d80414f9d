"""Passages that two texts share: runs of equal terms, whatever stands around them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from innovation_hub.methods.similarity.terms import tells
from innovation_hub.methods.similarity.words import Word

LEAST = 3
"""Terms in a run that is a passage; at least `_TELLING` of them say something."""
_TELLING = 2
_TRIED = 16
"""Places tried for one beginning: a text that repeats itself must not cost its length squared."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of ``length`` equal terms: ``one[start:end]`` of the first text is ``other`` of the second."""

    one: tuple[int, int]
    other: tuple[int, int]
    length: int


def passages(one: Sequence[Word], other: Sequence[Word], *, least: int = LEAST) -> list[Passage]:
    """The passages that two texts share, in the order of the first; none overlaps another in the first text.

    From each place the longest run is taken, and the search goes on behind it.
    """
    mine, theirs = [word.term for word in one], [word.term for word in other]
    begins = _shared_beginnings(mine, theirs, least)
    found: list[Passage] = []
    behind = 0
    for place, start in enumerate(_windows(mine, least)):
        if place < behind or start not in begins:
            continue
        length, there = max((_run(mine, place, theirs, there, least), -there) for there in begins[start])
        there = -there
        if _says_something(mine[place : place + length]):
            last, last_there = one[place + length - 1], other[there + length - 1]
            found.append(Passage((one[place].start, last.end), (other[there].start, last_there.end), length))
            behind = place + length
    return found


def beginnings(terms: Sequence[str], least: int) -> frozenset[tuple[str, ...]]:
    """Every run of ``least`` terms of a text."""
    return frozenset(_windows(terms, least))


def share_passages(begins: frozenset[tuple[str, ...]], other: Sequence[str], *, least: int) -> bool:
    """Whether a text holds one of these runs of ``least`` terms anywhere; most texts do not."""
    return not begins.isdisjoint(_windows(other, least))


def _shared_beginnings(
    mine: Sequence[str], theirs: Sequence[str], least: int
) -> Mapping[tuple[str, ...], Sequence[int]]:
    """Where in the other text the first terms of a passage stand, for those that this text has too."""
    known = set(_windows(mine, least))
    places: dict[tuple[str, ...], list[int]] = {}
    for place, start in enumerate(_windows(theirs, least)):
        if start in known and len(here := places.setdefault(start, [])) < _TRIED:
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
