"""Text as it is stored: as typed, without the signs that no database and no screen can take."""

import re

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """The text with plain line ends, no control signs, no halves of a character, and trimmed."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return _UNSEEN.sub("", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_line(text: str) -> str:
    """The same on one line: every run of white space is one space."""
    return re.sub(r"\s+", " ", clean(text))
