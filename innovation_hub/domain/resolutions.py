"""Resolutions: their text stands word for word as it was passed, two slips of the pen included."""

import re

SLIPS = ("Serkali", "Vyuvo")
"""Misspelt words of the official text."""
_SLIP = re.compile(rf"\b({'|'.join(SLIPS)})\b")


def marked(text: str) -> str:
    """The official text with ``[sic]`` after each word that is misspelt there."""
    return _SLIP.sub(r"\1 [sic]", text)
