"""Words of a text with their places, in Swahili, English or any other language, case and diacritics folded."""

import re
import unicodedata
from functools import lru_cache, partial
from typing import NamedTuple

LONGEST = 64
"""Characters of a word that count; nothing that people write is longer."""

# Swahili writes ng'ombe, English citizen's: the sign belongs to the word and is left out of its folded form.
_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘][^\W_]+)*")
_PLAIN = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")


class Word(NamedTuple):
    """A folded word or meaning, and where it stands: ``text[start:end]`` is how it was written."""

    term: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Every word of the text, in order."""
    # A text in plain letters, as most are in both languages, is folded at once.
    if text.isascii():
        found = _PLAIN.finditer(text.lower())
        return [_made((match[0].replace("'", "")[:LONGEST], *match.span())) for match in found]
    found = _WORD.finditer(text)
    return [_made((term, *match.span())) for match in found if (term := folded(match[0]))]


def spelt(text: str) -> list[str]:
    """The same words without their places, in a fraction of the time."""
    if text.isascii():
        return [word.replace("'", "")[:LONGEST] for word in _PLAIN.findall(text.lower())]
    return [term for word in _WORD.findall(text) if (term := folded(word))]


_made = partial(tuple.__new__, Word)  # without the check of a length that is known


@lru_cache(maxsize=65_536)  # people use the same words again and again
def folded(word: str) -> str:
    """The word in small letters without diacritics, its letters and figures only; it may be empty."""
    if word.isascii() and word.isalnum():
        return word.lower()[:LONGEST]
    apart = unicodedata.normalize("NFKD", word).casefold()
    return "".join(sign for sign in apart if sign.isalnum())[:LONGEST]
