"""Forms of names of people and institutions: whole names in any order and with initials, parts, short names."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from innovation_hub.domain.folding import Folded, folded, words
from innovation_hub.domain.name_words import ORDINARY

_LEAST = 3
"""Shorter names are ignored: they are more often ordinary words."""
_TITLES = "bin binti bint wa ya al el de van von da du na and mr mrs dr prof bw bi eng"
_BETWEEN = frozenset(_TITLES.split())
_JOIN = r"[\s,.\-]{1,3}(?:(?:bin|binti|bint|wa|al|el|de|van|von|da)\s+)?"
_OFFICES = """
chuo kikuu cha vya ya za la wa na taasisi shule sekondari mamlaka wizara tume bodi wakala shirika idara ofisi
halmashauri jiji wilaya manispaa mji mkoa kituo benki serikali teknolojia sayansi kilimo afya elimu uhasibu fedha
university college institute institution school academy authority agency ministry commission board council
corporation department office centre center bank company limited national international technology science sciences
technical vocational training education health finance public private town city district municipal regional the and
for open state higher studies research development management information communication communications engineering
agriculture agricultural business accountancy administration medical nursing allied maritime
"""
_GENERIC = frozenset(_OFFICES.split())
_WORD = re.compile(r"[^\W_]+")
_CAP = r"[A-Z][\w'’-]+"
_PLACES = re.compile(
    # Chuo Kikuu cha Mkwawa, Mkwawa University, University of Iringa
    rf"(?:Chuo(?:\s+Kikuu)?|Taasisi|Shule)\s+(?:(?:ya|cha)\s+)?{_CAP}(?:\s+(?:{_CAP}|es|na|ya|cha)){{0,5}}"
    rf"|(?:{_CAP}\s+){{1,4}}(?:University|College|Institute)(?:\s+of(?:\s+{_CAP}){{1,4}})?"
    rf"|(?:University|College|Institute|School)\s+(?:of|for)(?:\s+(?:{_CAP}|es|and)){{1,6}}"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """Patterns for the names of some writers and their institutions in a folded text."""

    whole: re.Pattern[str] | None
    parts: frozenset[str]
    codes: frozenset[str]
    places: frozenset[str]

    @staticmethod
    @lru_cache(maxsize=1024)
    def of(people: frozenset[str], places: frozenset[str], codes: frozenset[str]) -> "Naming":
        """The patterns for these names and codes."""
        known = [*_wholes(people | places), *filter(None, map(_orders, sorted(people)))]
        parts = {part for name in people for part in _own_words(name)}
        return Naming(
            re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)") if known else None,
            frozenset(parts),
            frozenset(code for code in codes if len(code) >= _LEAST),
            frozenset(
                word for name in places for word in words(name) if len(word) > _LEAST and word not in _GENERIC
            ),
        )

    def codes_in(self, text: str, seen: Folded) -> Iterator[tuple[int, int]]:
        """Yield ranges of codes as written (``UDOM``); a code may contain a hyphen."""
        for code in sorted(self.codes, key=lambda one: (-len(one), one)):
            for match in re.finditer(rf"(?<!\w){re.escape(folded(code).text)}(?!\w)", seen.text):
                begin, stop = seen.original(*match.span())
                if text[begin:stop] == code:
                    yield match.span()

    def parts_in(self, text: str, seen: Folded) -> Iterator[tuple[int, int, bool]]:
        """Yield ranges of single words of names, with True when they are no ordinary words by list and text."""
        found = [match for match in _WORD.finditer(seen.text) if match[0] in self.parts]
        small = {match[0] for match in found if text[seen.at[match.start()]].islower()}
        for match in found:
            word = match[0]
            if len(word) < _LEAST and word in small:
                continue
            yield *match.span(), len(word) > _LEAST and word not in ORDINARY and word not in small

    def places_in(self, text: str, seen: Folded) -> Iterator[tuple[int, int]]:
        """Yield ranges that may name an institution: names, and words and codes of the writers' own."""
        yield from self._named(text, seen)
        codes = {folded(code).text for code in self.codes}
        for match in _WORD.finditer(seen.text):
            capital = text[seen.at[match.start()]].isupper()
            if match[0] in codes or (capital and match[0] in self.places):
                yield match.span()

    def _named(self, text: str, seen: Folded) -> Iterator[tuple[int, int]]:
        for match in _PLACES.finditer(text):
            yield seen.folded(*match.span())


def _own_words(name: str) -> list[str]:
    return [word for word in words(name) if len(word) > 1 and word not in _BETWEEN and not word.isdigit()]


def _wholes(names: Collection[str]) -> list[str]:
    """Patterns of names of two and more words, and of single ones with other characters than letters."""
    known = sorted(
        {" ".join(folded(name).text.split()) for name in names}, key=lambda name: (-len(name), name)
    )
    return [
        r"\s+".join(map(re.escape, name.split()))
        for name in known
        if len(name) >= _LEAST and (" " in name or not name.isalpha())
    ]


def _orders(name: str) -> str:
    """A pattern for words of a name in any order (Mgaya Neema), or one with initials (N. Mgaya); '' for one word."""
    own = sorted(set(_own_words(name)), key=lambda word: (-len(word), word))
    if len(own) < 2:
        return ""
    word = f"(?:{'|'.join(map(re.escape, own))})(?!\\w)"
    initial = f"[{''.join(sorted({one[0] for one in own}))}]\\."
    return (
        rf"(?:{initial}\s?){{1,3}}{word}(?:{_JOIN}{word}){{0,3}}"
        rf"|{word}(?:{_JOIN}{word}|[\s,]{{1,2}}{initial}(?={_JOIN}{word}|\W|$)){{1,4}}"
    )
