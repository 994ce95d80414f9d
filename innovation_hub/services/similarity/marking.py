"""Marking what a text shares with a similar one, limited to what the reader may see."""

from dataclasses import dataclass
from functools import cached_property

from innovation_hub.domain.similarity import READ_WHOLE, Source
from innovation_hub.methods.similarity import (
    Excerpt,
    Terms,
    beginnings,
    content_terms,
    excerpt,
    passages,
    share_passages,
)

PAIRS, WORDS = 6, 12
"""The most passages or, where there is none, words shown of each text."""
READ, UNREAD = 3, 6
"""The fewest terms in a row that make a passage; more for a text that the reader may not read."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage of the reader's text, and the same one of the other text when the reader may see it."""

    mine: Excerpt
    theirs: Excerpt | None


@dataclass(frozen=True)
class Asked:
    """The text to compare, with its terms computed once for all comparisons."""

    text: str

    @cached_property
    def terms(self) -> Terms:
        """Its terms in order."""
        return Terms(self.text)

    @cached_property
    def content_terms(self) -> frozenset[str]:
        """Its distinct significant terms."""
        return content_terms(self.terms.tokens)

    @cached_property
    def begins(self) -> dict[int, frozenset[tuple[str, ...]]]:
        """Its runs of terms of each minimum length of a passage."""
        return {least: beginnings(self.terms.tokens, least) for least in (READ, UNREAD)}


def marked(asked: Asked, other: str, source: Source) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    """The longest passages in the order of the reader's text; single words where there is no passage."""
    whole = source in READ_WHOLE
    least = READ if whole else UNREAD
    theirs = Terms(other)
    if share_passages(asked.begins[least], theirs.tokens, least=least) and (
        pairs := _pairs(asked, theirs, least, whole)
    ):
        return pairs, ()
    return (), _shared(asked, theirs.tokens) if whole else ()


def _pairs(asked: Asked, other: Terms, least: int, whole: bool) -> tuple[Pair, ...]:
    found = passages(asked.terms.tokens, other.tokens, least=least, begins=asked.begins[least])
    longest = sorted(found, key=lambda passage: -passage.length)[:PAIRS]
    return tuple(
        Pair(
            _excerpt(asked.terms, passage.one, passage.length),
            _excerpt(other, passage.other, passage.length) if whole else None,
        )
        for passage in sorted(longest)
    )


def _excerpt(terms: Terms, first: int, length: int) -> Excerpt:
    return excerpt(terms.text, *terms.span(first, first + length - 1))


def _shared(asked: Asked, theirs: list[str]) -> tuple[str, ...]:
    """Words that both texts have, as first written in the reader's text."""
    both = set(asked.content_terms.intersection(theirs))
    found: list[str] = []
    for number, term in enumerate(asked.terms.tokens):
        if not both or len(found) == WORDS:
            break
        if term in both:
            both.remove(term)
            found.append(asked.text[slice(*asked.terms.span(number, number))])
    return tuple(found)
