"""Finding institutions that may be the same, by their codes and names."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from innovation_hub.domain.folding import key, words

_ALIKE, _WORD_ALIKE = 0.9, 0.84
_SMALL = frozenset(("ya", "wa", "na", "kwa", "za", "la", "cha", "of", "the", "for", "and"))
_COMMON = 4
"""A word in more names than this does not distinguish institutions: council, ministry, university."""


@dataclass(frozen=True, slots=True)
class Known:
    """An institution by its code and both names."""

    id: int
    code: str
    name_sw: str
    name_en: str


def alike(code: str, name_sw: str, name_en: str, known: Iterable[Known]) -> list[Known]:
    """The known institutions that may be the same as the typed one, matches by code before those by name.

    A code is compared without dashes and with the initials of names, a name by its distinguishing words in any order.
    """
    all_known = list(known)
    common = _common(all_known)
    typed_code, typed_names = _bare(code), (name_sw, name_en)
    by_code, by_name = [], []
    for one in all_known:
        own = _bare(one.code)
        initials = {own} & {_initials(name) for name in typed_names} - {""}
        initials |= {typed_code} & {_initials(one.name_sw), _initials(one.name_en)} - {""}
        if typed_code == own or initials:
            by_code.append(one)
        elif any(_same(a, b, common) for a, b in zip(typed_names, (one.name_sw, one.name_en), strict=True)):
            by_name.append(one)
    return [*by_code, *by_name]


def _bare(code: str) -> str:
    return re.sub(r"[^a-z0-9]", "", key(code))


def _initials(name: str) -> str:
    found = "".join(word[0] for word in words(key(name)) if word not in _SMALL)
    return found if len(found) > 2 else ""


def _common(known: Sequence[Known]) -> frozenset[str]:
    counted = Counter(word for one in known for word in set(words(key(f"{one.name_sw} {one.name_en}"))))
    return frozenset(word for word, times in counted.items() if times > _COMMON) | _SMALL


def _same(typed: str, other: str, common: frozenset[str]) -> bool:
    """Whether two names have the same distinguishing words, apart from typing errors; numbers must be equal."""
    if key(typed) == key(other):
        return True
    a, b = (sorted(set(words(key(name))) - common) for name in (typed, other))
    if not a or not b or [w for w in a if w.isdecimal()] != [w for w in b if w.isdecimal()]:
        return False
    if len(a) == len(b):
        return all(_similar(x, y, _WORD_ALIKE) for x, y in zip(a, b, strict=True))
    return _similar(" ".join(a), " ".join(b), _ALIKE)


def _similar(a: str, b: str, least: float) -> bool:
    if a == b:
        return True
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least
