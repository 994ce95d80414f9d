"""Text that people typed, made safe for ``st.markdown`` and for labels of widgets."""

import re
from functools import lru_cache

READABLE = 820  # pixels: the widest column in which lines of text are easy to follow

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SHORTCODE = re.compile(r":(?=[\w+\-/]+:)")
_ADDRESS = re.compile(r"(?i)(https?|ftp|www)(?=:|\.)")
_BREAKS = re.compile(r"\s+")
_WORD_JOINER = "\u2060"  # invisible; parts what would be taken together


@lru_cache(maxsize=1024)
def md(text: str) -> str:
    """The text on one line, exactly as typed: no markdown, HTML, directive, icon or formula in it works.

    A backslash before each sign keeps it from the parser; shortcodes and web addresses are looked for
    after parsing, so those need a sign between. What somebody typed leads nowhere at a click.
    """
    plain = _SHORTCODE.sub(":" + _WORD_JOINER, _BREAKS.sub(" ", text).strip())
    plain = _ADDRESS.sub(r"\1" + _WORD_JOINER, plain)
    return _PUNCTUATION.sub(r"\\\1", plain)


def paragraphs(text: str) -> str:
    """A long text for one ``st.markdown``, with its line breaks and blank lines, otherwise as `md`."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "\n\n".join("  \n".join(md(line) for line in block.split("\n")) for block in blocks)


def small(text: str) -> str:
    """Markdown in small letters of full contrast; ``st.caption`` is too pale to read in the sun."""
    return f":small[{text}]"


def shortened(text: str, most: int) -> str:
    """The beginning of a plain text, at most ``most`` characters, cut between words; escape it afterwards."""
    plain = _BREAKS.sub(" ", text).strip()
    if len(plain) <= most:
        return plain
    return plain[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
