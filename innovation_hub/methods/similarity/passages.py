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
    begins = _beginnings(other, least)
    found: list[Passage] = []
    place = 0
    while place <= len(one) - least:
        length, there = _longest(one, place, other, begins, least)
        if length >= least and _says_something(one[place : place + length]):
            last, last_there = one[place + length - 1], other[there + length - 1]
            found.append(Passage((one[place].start, last.end), (other[there].start, last_there.end), length))
            place += length
        else:
            place += 1
    return found


def _beginnings(text: Sequence[Word], least: int) -> Mapping[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = {}
    for place, start in enumerate(_windows(text, least)):
        known = places.setdefault(start, [])
        if len(known) < _TRIED:
            known.append(place)
    return places


def _windows(text: Sequence[Word], size: int) -> Iterator[tuple[str, ...]]:
    spelt = [word.term for word in text]
    return zip(*(spelt[shift:] for shift in range(size)), strict=False)


def _longest(
    one: Sequence[Word],
    place: int,
    other: Sequence[Word],
    begins: Mapping[tuple[str, ...], list[int]],
    least: int,
) -> tuple[int, int]:
    """The length of the longest run from a place, and where it begins in the other text; 0 when there is none."""
    best = (0, 0)
    start = tuple(word.term for word in one[place : place + least])
    for there in begins.get(start, ()):
        length = least
        while (
            place + length < len(one)
            and there + length < len(other)
            and one[place + length].term == other[there + length].term
        ):
            length += 1
        best = max(best, (length, there), key=lambda pair: pair[0])
    return best


def _says_something(run: Sequence[Word]) -> bool:
    return sum(tells(word.term) for word in run) >= _TELLING
