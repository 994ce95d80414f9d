"""Escaping of user input for ``st.markdown`` and for labels of widgets."""

import re
from functools import lru_cache

READABLE = 820  # pixels: the widest column in which lines of text are easy to follow

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SHORTCODE = re.compile(r":(?=[\w+\-/]+:)")
_ADDRESS = re.compile(r"(?i)(https?|ftp|www)(?=:|\.)")
_BREAKS = re.compile(r"\s+")
_WORD_JOINER = "\u2060"  # invisible; breaks up shortcodes and addresses


@lru_cache(maxsize=1024)
def md(text: str) -> str:
    """The text on one line, escaped: Markdown, HTML, directives, icons, formulas and links in it have no effect.

    Punctuation is escaped by backslashes; shortcodes and web addresses are recognised after parsing, so they are
    broken up by an invisible character.
    """
    plain = _SHORTCODE.sub(":" + _WORD_JOINER, _BREAKS.sub(" ", text).strip())
    plain = _ADDRESS.sub(r"\1" + _WORD_JOINER, plain)
    return _PUNCTUATION.sub(r"\\\1", plain)


def paragraphs(text: str) -> str:
    """A long text for one ``st.markdown``, escaped as by `md`, with its line breaks and blank lines."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "\n\n".join("  \n".join(md(line) for line in block.split("\n")) for block in blocks)


def small(text: str) -> str:
    """Small Markdown text of full contrast, instead of ``st.caption``, whose contrast is too low in sunlight."""
    return f":small[{text}]"


def shortened(text: str, most: int) -> str:
    """The beginning of a text, at most ``most`` characters, cut between words; not escaped."""
    plain = _BREAKS.sub(" ", text).strip()
    if len(plain) <= most:
        return plain
    return plain[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
