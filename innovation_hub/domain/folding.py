"""Texts as a search for names sees them: case, accents, apostrophes, dashes and unseen signs do not matter."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

_APOSTROPHES = frozenset("'’‘ʼʹ′`´ʻ＇‛ꞌ")
_NO_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``at[i]`` is where its sign ``i`` stands in the original, and the last one its end."""

    text: str
    at: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of a piece of the folded text, with the accents that belong to it."""
        return self.at[start], max(self.at[end], self.at[end - 1] + 1)

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """The place in the folded text of a piece of the original."""
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
    """The text folded, sign by sign. An apostrophe inside a word goes, but for the English possessive."""
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
    """A passage as it is compared: folded, with single spaces."""
    return " ".join(folded(text).text.split())


def key(*texts: str) -> str:
    """By what names are sought and sorted: each text folded, without apostrophes, on a line of its own."""
    return "\n".join(phrase(text.translate(_NO_APOSTROPHES)) for text in texts)


def words(text: str) -> list[str]:
    """The words of a name."""
    return re.findall(r"[^\W_]+", folded(text).text)


def _inside(text: str, i: int) -> bool:
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    possessive = after in ("s", "S") and not text[i + 2 : i + 3].isalpha()
    return before.isalpha() and after.isalpha() and not possessive
