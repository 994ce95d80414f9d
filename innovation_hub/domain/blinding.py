"""Covering names in texts that judges read: proposers are asked not to name themselves, some do all the same."""

import re
from collections.abc import Iterable

COVER = "•••"
# The part before the sign is bounded, as addresses are: a very long word would else take its length squared.
_CONTACT = re.compile(
    r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<!\w)(?:\+?255|0)[ -]?[67]\d{2}[ -]?\d{3}[ -]?\d{3}(?!\w)"
)
_LEAST = 3
"""Shorter names are left: they are more often a part of the language than a name."""


def cover(text: str, *, names: Iterable[str], codes: Iterable[str] = ()) -> str:
    """The text with e-mail addresses, mobile numbers, names and codes replaced by `COVER`.

    Names are whole words in capital or small letters; codes (``UDOM``) are whole words as they are written.
    """
    text = _CONTACT.sub(COVER, text)
    for words, flags in ((names, re.IGNORECASE), (codes, re.NOFLAG)):
        known = sorted({" ".join(word.split()) for word in words}, key=lambda word: (-len(word), word))
        patterns = [r"\s+".join(map(re.escape, word.split())) for word in known if len(word) >= _LEAST]
        if patterns:
            text = re.sub(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", COVER, text, flags=flags)
    return text
