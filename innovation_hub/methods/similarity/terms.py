"""The terms of a text: its words, bridged between the languages; and those that tell it from others."""

from collections.abc import Iterable, Mapping
from functools import cache
from heapq import nsmallest
from pathlib import Path

from innovation_hub.methods.similarity.glossary import COMMENT, glossary
from innovation_hub.methods.similarity.words import Word, folded, spelt, words

FILE = Path(__file__).with_name("common.txt")
_LEAST = 2


def terms(text: str) -> list[Word]:
    """The terms of a text in order, each with its place."""
    return glossary().bridged(words(text))


def spelt_terms(text: str) -> list[str]:
    """The same terms without their places, in half the time."""
    return [term for term, _, _ in glossary().steps(spelt(text))]


def telling(found: Iterable[str]) -> frozenset[str]:
    """The different terms that say something: no common words, no single letters."""
    return frozenset(filter(tells, set(found)))


def tells(term: str) -> bool:
    """Whether a term says something of what a text is about."""
    return len(term) >= _LEAST and term not in common()


@cache
def common() -> frozenset[str]:
    """Words that every text uses, in both languages."""
    lines = FILE.read_text("utf-8").splitlines()
    return frozenset(folded(word) for line in lines if not line.startswith(COMMENT) for word in line.split())


def rarest(texts_with: Mapping[str, int], number: int) -> list[str]:
    """The terms that the fewest texts use, rarest first; those that no text uses are of no help."""
    used = ((count, term) for term, count in texts_with.items() if count > 0)
    return [term for _, term in nsmallest(number, used)]
