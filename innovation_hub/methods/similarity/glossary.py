"""The bridge between the languages: words and phrases that mean the same become one term."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress, count
from pathlib import Path

from innovation_hub.methods.similarity.words import LONGEST, spelt

FILE = Path(__file__).with_name("glossary.tsv")
COMMENT = "#"

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words that mean something ``alone``, and ``longer`` phrases by their first word, the longest first.

    Each comes with the term that stands for its meaning.
    """

    alone: Mapping[str, str]
    longer: Mapping[str, Sequence[tuple[Phrase, str]]]

    def bridged(self, spelt: Sequence[str]) -> tuple[list[str], list[tuple[int, int]]]:
        """The words with every known phrase made one term, the longest that fits.

        Beside them, for the phrases of several words: which term it is, and how many words it stands for.
        """
        out: list[str] = []
        phrases: list[tuple[int, int]] = []
        behind = 0
        for first, last, term in self._phrases(spelt):
            out.extend(map(self.alone.get, spelt[behind:first], spelt[behind:first]))
            phrases.append((len(out), last - first))
            out.append(term)
            behind = last
        out.extend(map(self.alone.get, spelt[behind:], spelt[behind:]))
        return out, phrases

    def _phrases(self, spelt: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Phrases of several words, none within another: the first word of each, the one behind its last, the term."""
        behind = 0
        for place in compress(count(), map(self.longer.__contains__, spelt)):  # few words begin a phrase
            if place < behind:
                continue
            for phrase, term in self.longer[spelt[place]]:
                if tuple(spelt[place : place + len(phrase)]) == phrase:
                    behind = place + len(phrase)
                    yield place, behind, term
                    break


@cache
def meanings() -> frozenset[str]:
    """The terms that stand for a meaning in both languages."""
    several = (term for phrases in glossary().longer.values() for _, term in phrases)
    return frozenset((*glossary().alone.values(), *several))


@cache
def glossary() -> Glossary:
    """The glossary of the product, read once."""
    lines = FILE.read_text("utf-8").splitlines()
    return made(line.split("\t") for line in lines if line and not line.startswith(COMMENT))


def made(pairs: Iterable[Sequence[str]]) -> Glossary:
    """A glossary of (English forms, Swahili forms), forms parted by ``|``.

    The first English form, run together, is the term. A form that two meanings share keeps the first one.
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
    return tuple(spelt(form))
