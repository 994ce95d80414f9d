"""The text that is asked about, and what of it is marked beside another: never more than the reader may know."""

from dataclasses import dataclass
from functools import cached_property

from innovation_hub.domain.similarity import READ_WHOLE, Source
from innovation_hub.methods.similarity import (
    Excerpt,
    Word,
    beginnings,
    excerpt,
    passages,
    share_passages,
    spelt_terms,
    telling,
    terms,
)

PAIRS, WORDS = 6, 12
"""So many passages or, where there is none, words are shown of each text."""
READ, UNREAD = 3, 6
"""Terms in a row that are a passage; more of a text that the reader may not read."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage in the reader's text, and the same one in the other when they may read it."""

    mine: Excerpt
    theirs: Excerpt | None


@dataclass(frozen=True)
class Asked:
    """A text, with what every comparison needs of it worked out once."""

    text: str

    @cached_property
    def words(self) -> list[Word]:
        """Its terms with their places."""
        return terms(self.text)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Its different terms that say something."""
        return telling(word.term for word in self.words)

    @cached_property
    def begins(self) -> dict[int, frozenset[tuple[str, ...]]]:
        """Its runs of as many terms as a passage has at least."""
        spelt = [word.term for word in self.words]
        return {least: beginnings(spelt, least) for least in (READ, UNREAD)}


def marked(asked: Asked, other: str, source: Source) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    """The longest passages in the order of the reader's text; single words where there is no passage."""
    whole = source in READ_WHOLE
    least = READ if whole else UNREAD
    theirs = spelt_terms(other)
    if share_passages(asked.begins[least], theirs, least=least) and (
        pairs := _pairs(asked, other, least, whole)
    ):
        return pairs, ()
    return (), _shared(asked, theirs) if whole else ()


def _pairs(asked: Asked, other: str, least: int, whole: bool) -> tuple[Pair, ...]:
    found = passages(asked.words, terms(other), least=least)
    longest = sorted(found, key=lambda passage: -passage.length)[:PAIRS]
    return tuple(
        Pair(excerpt(asked.text, *passage.one), excerpt(other, *passage.other) if whole else None)
        for passage in sorted(longest, key=lambda passage: passage.one)
    )


def _shared(asked: Asked, theirs: list[str]) -> tuple[str, ...]:
    """Words of the reader's text that the other has too, as written where they first stand."""
    both = set(asked.telling.intersection(theirs))
    found: list[str] = []
    for word in asked.words:
        if word.term in both and len(found) < WORDS:
            both.remove(word.term)
            found.append(asked.text[word.start : word.end])
    return tuple(found)
