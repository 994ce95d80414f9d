"""The terms of a text: its words, mapped to one term for both languages by the glossary; and its content terms."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from heapq import nsmallest
from itertools import accumulate
from pathlib import Path

from innovation_hub.methods.similarity.glossary import COMMENT, glossary
from innovation_hub.methods.similarity.words import folded, spans, tokens

FILE = Path(__file__).with_name("common.txt")
_LEAST = 2


class Terms:
    """The terms of a text in order (``tokens``), and their positions in it, computed on first use."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens, self._phrases = glossary().bridged(tokens(text))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Start and end in the text of the terms from ``first`` to ``last`` (inclusive): ``text[start:end]``."""
        begins, words = self._begins, self._words
        return words[begins[first]][0], words[begins[last + 1] - 1][1]

    @cached_property
    def _words(self) -> list[tuple[int, int]]:
        return spans(self.text)

    @cached_property
    def _begins(self) -> list[int]:
        """The position of each term's first word, and the number of words."""
        lengths = [1] * len(self.tokens)
        for number, length in self._phrases:
            lengths[number] = length
        return list(accumulate(lengths, initial=0))


def content_terms(found: Iterable[str]) -> frozenset[str]:
    """The distinct content terms: no stop words, no single letters."""
    return frozenset(filter(is_content_term, set(found)))


def is_content_term(term: str) -> bool:
    """Whether a term is neither a stop word nor a single letter."""
    return len(term) >= _LEAST and term not in stop_words()


@cache
def stop_words() -> frozenset[str]:
    """Stop words of both languages, folded."""
    lines = FILE.read_text("utf-8").splitlines()
    return frozenset(folded(word) for line in lines if not line.startswith(COMMENT) for word in line.split())


def rarest(texts_with: Mapping[str, int], number: int) -> list[str]:
    """The ``number`` terms that the fewest texts use, rarest first, without terms that no text uses."""
    used = ((count, term) for term, count in texts_with.items() if count > 0)
    return [term for _, term in nsmallest(number, used)]
