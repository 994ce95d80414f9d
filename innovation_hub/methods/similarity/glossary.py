"""The bridge between the languages: words and phrases that mean the same become one term."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from innovation_hub.methods.similarity.words import LONGEST, Word, words

FILE = Path(__file__).with_name("glossary.tsv")
COMMENT = "#"

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Phrases by their first word, the longest first, each with the term that stands for its meaning."""

    by_first: Mapping[str, Sequence[tuple[Phrase, str]]]

    def bridged(self, here: Sequence[Word]) -> list[Word]:
        """The words with every known phrase made one, the longest that fits; its place spans all its words."""
        steps = self.steps([word.term for word in here])
        return [
            here[first] if term is here[first].term else Word(term, here[first].start, here[behind - 1].end)
            for term, first, behind in steps
        ]

    def steps(self, spelt: Sequence[str]) -> list[tuple[str, int, int]]:
        """The same of words without places: each term, with its first word and the one behind its last."""
        out: list[tuple[str, int, int]] = []
        behind = 0
        # Few words begin a phrase; all between two such stand for themselves.
        for place in [place for place, word in enumerate(spelt) if word in self.by_first]:
            if place < behind:
                continue
            out.extend(_themselves(spelt, behind, place))
            length, term = _fitting(spelt, place, self.by_first[spelt[place]])
            behind = place + length
            out.append((term, place, behind))
        out.extend(_themselves(spelt, behind, len(spelt)))
        return out


def _themselves(spelt: Sequence[str], first: int, behind: int) -> Iterable[tuple[str, int, int]]:
    return zip(spelt[first:behind], range(first, behind), range(first + 1, behind + 1), strict=True)


def _fitting(spelt: Sequence[str], place: int, phrases: Sequence[tuple[Phrase, str]]) -> tuple[int, str]:
    for phrase, term in phrases:
        if tuple(spelt[place : place + len(phrase)]) == phrase:
            return len(phrase), term
    return 1, spelt[place]


@cache
def meanings() -> frozenset[str]:
    """The terms that stand for a meaning in both languages."""
    return frozenset(term for phrases in glossary().by_first.values() for _, term in phrases)


@cache
def glossary() -> Glossary:
    """The glossary of the product, read once."""
    lines = FILE.read_text("utf-8").splitlines()
    return made(line.split("\t") for line in lines if line and not line.startswith(COMMENT))


def made(pairs: Iterable[Sequence[str]]) -> Glossary:
    """A glossary of (English forms, Swahili forms), forms parted by ``|``.

    The first English form, run together, is the term. A form that two meanings share keeps the first one.
    """
    by_first: dict[str, list[tuple[Phrase, str]]] = {}
    known: set[Phrase] = set()
    for english, swahili in pairs:
        forms = [_phrase(form) for form in (*english.split("|"), *swahili.split("|"))]
        term = "".join(forms[0])[:LONGEST]
        for form in forms:
            if form not in known:
                known.add(form)
                by_first.setdefault(form[0], []).append((form, term))
    for phrases in by_first.values():
        phrases.sort(key=lambda pair: -len(pair[0]))
    return Glossary(by_first)


def _phrase(form: str) -> Phrase:
    return tuple(word.term for word in words(form))
