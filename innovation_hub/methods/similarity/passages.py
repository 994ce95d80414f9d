"""Passages that two texts share: runs of equal terms."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from innovation_hub.methods.similarity.terms import is_content_term

LEAST = 3
"""The fewest terms of a passage; at least `_CONTENT` of them are content terms."""
_CONTENT = 2
_TRIED = 16
"""The most positions tried for one beginning, so that repetitive texts do not take quadratic time."""


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
    """The passages that two texts share, in the order of the first; they do not overlap in the first text.

    At each position the longest run is taken, and the search continues after it. ``begins`` are the `beginnings` of
    the first text, if the caller has them.
    """
    positions = _positions(theirs, beginnings(mine, least) if begins is None else begins, least)
    found: list[SharedPassage] = []
    end = 0
    for here, start in enumerate(_windows(mine, least)):
        if here < end or start not in positions:
            continue
        length, there = max((_run(mine, here, theirs, there, least), -there) for there in positions[start])
        if _has_content(mine[here : here + length]):
            found.append(SharedPassage(here, -there, length))
            end = here + length
    return found


def beginnings(terms: Sequence[str], least: int) -> frozenset[tuple[str, ...]]:
    """Every run of ``least`` terms of a text."""
    return frozenset(_windows(terms, least))


def share_passages(begins: frozenset[tuple[str, ...]], other: Sequence[str], *, least: int) -> bool:
    """Whether a text contains one of these runs of ``least`` terms; most texts do not."""
    return not begins.isdisjoint(_windows(other, least))


def _positions(
    theirs: Sequence[str], begins: Collection[tuple[str, ...]], least: int
) -> Mapping[tuple[str, ...], Sequence[int]]:
    """The positions in the other text of each run of ``least`` terms that begins a passage."""
    positions: dict[tuple[str, ...], list[int]] = {}
    for position, start in enumerate(_windows(theirs, least)):
        if start in begins and len(known := positions.setdefault(start, [])) < _TRIED:
            known.append(position)
    return positions


def _windows(terms: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(terms[shift:] for shift in range(size)), strict=False)


def _run(mine: Sequence[str], here: int, theirs: Sequence[str], there: int, length: int) -> int:
    """The length of the run that begins at these positions and is known to have ``length`` terms."""
    most = min(len(mine) - here, len(theirs) - there)
    while length < most and mine[here + length] == theirs[there + length]:
        length += 1
    return length


def _has_content(run: Sequence[str]) -> bool:
    return sum(map(is_content_term, run)) >= _CONTENT
