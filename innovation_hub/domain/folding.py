"""Folding of texts for the search for names: ignores case, accents, apostrophes, dashes and invisible characters."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

_APOSTROPHES = frozenset("'’‘ʼʹ′`´ʻ＇‛ꞌ")
_NO_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``at[i]`` is the index in the original of its character ``i``, the last one of its end."""

    text: str
    at: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range in the original of a range of the folded text, with its accents."""
        return self.at[start], max(self.at[end], self.at[end - 1] + 1)

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """The range in the folded text of a range of the original."""
        return bisect_left(self.at, start), bisect_left(self.at, end)


@lru_cache(maxsize=4096)
def _sign(sign: str) -> str:
    if sign in _APOSTROPHES:
        return "'"
    found = []
    for one in unicodedata.normalize("NFKD", sign):
        category = unicodedata.category(one)
        if one.isspace():
            found.append(" ")
        elif category == "Pd" or one == "\u2212":
            found.append("-")
        elif category not in ("Mn", "Me", "Cf", "Cc"):
            found.append(one.casefold())
    return "".join(found)


def folded(text: str) -> Folded:
    """Fold a text character by character. An apostrophe inside a word is dropped, except in the English possessive."""
    signs: list[str] = []
    at: list[int] = []
    for i, sign in enumerate(text):
        if sign in _APOSTROPHES and _inside(text, i):
            continue
        for one in sign.lower() if "a" <= sign.lower() <= "z" else _sign(sign):
            signs.append(one)
            at.append(i)
    return Folded("".join(signs), (*at, len(text)))


def phrase(text: str) -> str:
    """A passage in the form for comparison: folded, with single spaces."""
    return " ".join(folded(text).text.split())


def key(*texts: str) -> str:
    """The key for searching and sorting names: each text folded, without apostrophes, on its own line."""
    return "\n".join(phrase(text.translate(_NO_APOSTROPHES)) for text in texts)


def words(text: str) -> list[str]:
    """The words of a name."""
    return re.findall(r"[^\W_]+", folded(text).text)


def _inside(text: str, i: int) -> bool:
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    possessive = after in ("s", "S") and not text[i + 2 : i + 3].isalpha()
    return before.isalpha() and after.isalpha() and not possessive
