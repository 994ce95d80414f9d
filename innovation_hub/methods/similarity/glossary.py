"""Bilingual glossary: words and phrases of the same meaning are mapped to one term."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress, count
from pathlib import Path

from innovation_hub.methods.similarity.words import LONGEST, tokens

FILE = Path(__file__).with_name("glossary.tsv")
COMMENT = "#"

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms of single words (``alone``), and ``longer`` phrases with their terms by first word, the longest first."""

    alone: Mapping[str, str]
    longer: Mapping[str, Sequence[tuple[Phrase, str]]]

    def bridged(self, tokens: Sequence[str]) -> tuple[list[str], list[tuple[int, int]]]:
        """The words with each known phrase replaced by its term; the longest matching phrase wins.

        Also, for each phrase of several words: position of its term, and number of words replaced.
        """
        out: list[str] = []
        phrases: list[tuple[int, int]] = []
        end = 0
        for first, last, term in self._phrases(tokens):
            out.extend(map(self.alone.get, tokens[end:first], tokens[end:first]))
            phrases.append((len(out), last - first))
            out.append(term)
            end = last
        out.extend(map(self.alone.get, tokens[end:], tokens[end:]))
        return out, phrases

    def _phrases(self, tokens: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Phrases of several words, none overlapping another: position of the first word, end (exclusive), term."""
        end = 0
        for start in compress(count(), map(self.longer.__contains__, tokens)):  # few words begin a phrase
            if start < end:
                continue
            for phrase, term in self.longer[tokens[start]]:
                if tuple(tokens[start : start + len(phrase)]) == phrase:
                    end = start + len(phrase)
                    yield start, end, term
                    break


@cache
def meanings() -> frozenset[str]:
    """The terms of the glossary: what phrases of both languages are mapped to."""
    several = (term for phrases in glossary().longer.values() for _, term in phrases)
    return frozenset((*glossary().alone.values(), *several))


@cache
def glossary() -> Glossary:
    """The glossary of the package's file, cached."""
    lines = FILE.read_text("utf-8").splitlines()
    return build(line.split("\t") for line in lines if line and not line.startswith(COMMENT))


def build(pairs: Iterable[Sequence[str]]) -> Glossary:
    """A glossary from pairs of (English forms, Swahili forms), forms separated by ``|``.

    The term is the first English form without spaces. A form that occurs twice has the first meaning.
    """
    known: dict[Phrase, str] = {}
    for english, swahili in pairs:
        forms = [_phrase(form) for form in (*english.split("|"), *swahili.split("|"))]
        term = "".join(forms[0])[:LONGEST]
        for form in forms:
            known.setdefault(form, term)
    longer: dict[str, list[tuple[Phrase, str]]] = {}
    for form, term in sorted(known.items(), key=lambda pair: -len(pair[0])):
        if len(form) > 1:
            longer.setdefault(form[0], []).append((form, term))
    return Glossary({form[0]: term for form, term in known.items() if len(form) == 1}, longer)


def _phrase(form: str) -> Phrase:
    return tuple(tokens(form))
