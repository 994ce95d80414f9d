"""Resolutions: their official text is kept word for word, with its two misspellings."""

import re

SLIPS = ("Serkali", "Vyuvo")
"""Misspelt words of the official text."""
_SLIP = re.compile(rf"\b({'|'.join(SLIPS)})\b")


def marked(text: str) -> str:
    """The official text with ``[sic]`` after each word that is misspelt there."""
    return _SLIP.sub(r"\1 [sic]", text)
