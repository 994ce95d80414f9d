"""Finding words that name the proposers in texts for judges."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from innovation_hub.domain.contacts import CONTACT, DOUBTFUL
from innovation_hub.domain.folding import Folded, folded, phrase
from innovation_hub.domain.naming import Naming

COVER = "•••"


class TraceKind(StrEnum):
    """Kind of a passage."""

    CHOSEN = "chosen"
    NAME = "name"
    CONTACT = "contact"
    PLACE = "place"
    PART = "part"


FIXED = frozenset({TraceKind.CHOSEN, TraceKind.NAME})
"""Kinds that stay covered whatever an organiser decided on the same words."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The names of a text's writers, and names and codes of their institutions."""

    people: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PassageDecisions:
    """An organiser's decisions on passages (written as by `folding.phrase`): covered, or left."""

    cover: frozenset[str] = frozenset()
    leave: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TracePassage:
    """A piece of a text that names its writers, or, unless ``sure``, may do so."""

    start: int
    end: int
    kind: TraceKind
    sure: bool = True


@lru_cache(maxsize=1024)
def passages(
    text: str, whose: Whose, decided: PassageDecisions = PassageDecisions()
) -> tuple[TracePassage, ...]:
    """The passages that name the writers, in order and without overlap."""
    seen = folded(text)
    sure: list[TracePassage] = []
    doubtful: list[TracePassage] = []
    for start, end, kind, certain in _candidates(text, seen, whose, decided):
        one = TracePassage(*seen.original(start, end), kind, certain)
        if kind in FIXED or phrase(text[one.start : one.end]) not in decided.leave:
            (sure if certain else doubtful).append(one)
    found = _joined(sure)
    for one in doubtful:
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _joined(found: list[TracePassage]) -> list[TracePassage]:
    """Merge overlapping passages, so that all of both is covered."""
    made: list[TracePassage] = []
    for one in sorted(found, key=lambda one: one.start):
        if made and one.start < made[-1].end:
            made[-1] = replace(made[-1], end=max(made[-1].end, one.end))
        else:
            made.append(one)
    return made


def cover(text: str, whose: Whose, decided: PassageDecisions = PassageDecisions()) -> str:
    """The text with each sure passage, and each that an organiser chose, replaced by `COVER`."""
    return "".join(
        COVER if mark and mark.sure else piece for piece, mark in pieces(text, passages(text, whose, decided))
    )


def pieces(text: str, found: Sequence[TracePassage]) -> Iterator[tuple[str, TracePassage | None]]:
    """Yield the pieces of the text, cut at its passages, each with its passage or None."""
    at = 0
    for one in found:
        if at < one.start:
            yield text[at : one.start], None
        yield text[one.start : one.end], one
        at = one.end
    if at < len(text):
        yield text[at:], None


def occurs(text: str, wanted: str) -> bool:
    """Whether a passage, written as by `folding.phrase`, occurs in a text."""
    return any(True for _ in _chosen(folded(text), {wanted}))


Found = Iterator[tuple[int, int, TraceKind, bool]]


def _candidates(text: str, seen: Folded, whose: Whose, decided: PassageDecisions) -> Found:
    """Yield passages of the folded text; of two doubtful ones that overlap the first."""
    naming = Naming.of(whose.people, whose.places, whose.codes)
    yield from _chosen(seen, decided.cover)
    yield from _all(naming.whole, seen, TraceKind.NAME)
    yield from _all(CONTACT, seen, TraceKind.CONTACT)
    yield from ((start, end, TraceKind.PLACE, True) for start, end in naming.codes_in(text, seen))
    yield from ((start, end, TraceKind.PART, sure) for start, end, sure in naming.parts_in(text, seen))
    for match in DOUBTFUL.finditer(seen.text):
        yield *match.span("account" if match["account"] else 0), TraceKind.CONTACT, False
    yield from ((start, end, TraceKind.PLACE, False) for start, end in naming.places_in(text, seen))


def _all(pattern: re.Pattern[str] | None, seen: Folded, kind: TraceKind) -> Found:
    if pattern is not None:
        yield from ((*match.span(), kind, True) for match in pattern.finditer(seen.text))


def _chosen(seen: Folded, wanted: Collection[str]) -> Found:
    """Yield passages that an organiser chose, longest first; at a word, they begin and end with whole words."""
    for words in sorted(wanted, key=lambda one: (-len(one), one)):
        inner = r"\s+".join(map(re.escape, words.split()))
        ends = [r"\b" if sign.isalnum() else "" for sign in (words[:1], words[-1:])]
        for match in re.finditer(f"{ends[0]}{inner}{ends[1]}", seen.text):
            yield *match.span(), TraceKind.CHOSEN, True
