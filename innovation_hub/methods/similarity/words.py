"""Words of a text with their places, in Swahili, English or any other language, case and diacritics folded."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 64
"""Characters of a word that count; nothing that people write is longer."""

# Swahili writes ng'ombe, English citizen's: the sign belongs to the word and is left out of its folded form.
_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word or meaning, and where it stands: ``text[start:end]`` is how it was written."""

    term: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Every word of the text, in order."""
    for found in _WORD.finditer(text):
        term = folded(found[0])
        if term:
            yield Word(term, found.start(), found.end())


def folded(word: str) -> str:
    """The word in small letters without diacritics, its letters and figures only; it may be empty."""
    if word.isascii() and word.isalnum():
        return word.lower()[:LONGEST]
    apart = unicodedata.normalize("NFKD", word).casefold()
    return "".join(sign for sign in apart if sign.isalnum())[:LONGEST]
