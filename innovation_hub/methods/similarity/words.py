"""Words of a text with their places, in Swahili, English or any other language, case and diacritics folded."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 64
"""Characters of a word that count; nothing that people write is longer."""

# Swahili writes ng'ombe, English citizen's: the sign belongs to the word and is left out of its folded form.
# One of its signs, ʼ, counts as a letter elsewhere.
_WORD = re.compile(r"[^\W_ʼ]+(?:['’ʼ‘][^\W_ʼ]+)*")
_WITHIN = re.compile(r"(?<=[^\W_])'(?=[^\W_])")
_TYPED = {**dict.fromkeys("’ʼ‘", "'"), **dict.fromkeys("“”„«»–—…•\u00a0", " ")}
"""What word processors make of signs that are on the keyboard."""
_PLAIN = bytes(ord(chr(code).lower() if chr(code).isalnum() else " ") for code in range(128)) + b" " * 128


def spelt(text: str) -> list[str]:
    """Every word of the text in order, folded."""
    plain = text
    if not plain.isascii():
        for sign, typed in _TYPED.items():
            plain = plain.replace(sign, typed)
    if not plain.isascii():
        return [term for word in _WORD.findall(text) if (term := folded(word))]
    # A text in plain letters, as most are in both languages, is folded at once.
    if "'" in plain:
        plain = _WITHIN.sub("", plain)
    found = plain.encode().translate(_PLAIN).decode().split()
    return [word[:LONGEST] for word in found] if max(map(len, found), default=0) > LONGEST else found


def places(text: str) -> list[tuple[int, int]]:
    """Where each of these words begins in the text and where it has ended."""
    if text.isascii():
        return [word.span() for word in _WORD.finditer(text)]
    return [word.span() for word in _WORD.finditer(text) if folded(word[0])]


@lru_cache(maxsize=65_536)  # people use the same words again and again
def folded(word: str) -> str:
    """The word in small letters without diacritics, its letters and figures only; it may be empty."""
    if word.isascii() and word.isalnum():
        return word.lower()[:LONGEST]
    apart = unicodedata.normalize("NFKD", word).casefold()
    return "".join(sign for sign in apart if sign.isalnum() and sign != "ʼ")[:LONGEST]
