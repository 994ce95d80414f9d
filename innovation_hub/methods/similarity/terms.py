"""The terms of a text: its words, bridged between the languages; and those that tell it from others."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from heapq import nsmallest
from itertools import accumulate
from pathlib import Path

from innovation_hub.methods.similarity.glossary import COMMENT, glossary
from innovation_hub.methods.similarity.words import folded, places, spelt

FILE = Path(__file__).with_name("common.txt")
_LEAST = 2


class Terms:
    """The terms of a text in order, and where each stands; that is worked out when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spelt, self._phrases = glossary().bridged(spelt(text))

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Where the terms from ``first`` to ``last`` stand: ``text[start:end]`` is how they were written."""
        begins, words = self._begins, self._words
        return words[begins[first]][0], words[begins[last + 1] - 1][1]

    @cached_property
    def _words(self) -> list[tuple[int, int]]:
        return places(self.text)

    @cached_property
    def _begins(self) -> list[int]:
        """The first word of each term, and the one behind the last."""
        lengths = [1] * len(self.spelt)
        for number, length in self._phrases:
            lengths[number] = length
        return list(accumulate(lengths, initial=0))


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
