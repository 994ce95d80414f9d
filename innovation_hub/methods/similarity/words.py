"""Tokenisation: the words of a text with their positions, in any language, case and diacritics folded."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 64
"""The most characters of a word; longer ones are cut."""

# The apostrophe of ng'ombe and citizen's belongs to the word and is left out of its folded form. Unicode classes one
# of its forms, ʼ, as a letter.
_WORD = re.compile(r"[^\W_ʼ]+(?:['’ʼ‘][^\W_ʼ]+)*")
_WITHIN = re.compile(r"(?<=[^\W_])'(?=[^\W_])")
_TYPED = {**dict.fromkeys("’ʼ‘", "'"), **dict.fromkeys("“”„«»–—…•\u00a0", " ")}
"""Typographic characters of word processors, with the typed characters that they replace."""
_PLAIN = bytes(ord(chr(code).lower() if chr(code).isalnum() else " ") for code in range(128)) + b" " * 128


def tokens(text: str) -> list[str]:
    """Every word of the text in order, folded."""
    plain = text
    if not plain.isascii():
        for sign, typed in _TYPED.items():
            plain = plain.replace(sign, typed)
    if not plain.isascii():
        return [term for word in _WORD.findall(text) if (term := folded(word))]
    # ASCII text, as most is in both languages, is folded in one step.
    if "'" in plain:
        plain = _WITHIN.sub("", plain)
    found = plain.encode().translate(_PLAIN).decode().split()
    return [word[:LONGEST] for word in found] if max(map(len, found), default=0) > LONGEST else found


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end (exclusive) of each of the words of `tokens` in the text."""
    if text.isascii():
        return [word.span() for word in _WORD.finditer(text)]
    return [word.span() for word in _WORD.finditer(text) if folded(word[0])]


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """The word in lower case without diacritics, letters and digits only; it may be empty."""
    if word.isascii() and word.isalnum():
        return word.lower()[:LONGEST]
    apart = unicodedata.normalize("NFKD", word).casefold()
    return "".join(sign for sign in apart if sign.isalnum() and sign != "ʼ")[:LONGEST]
