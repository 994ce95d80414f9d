"""Excerpts: a passage with a few words before and after it."""

from dataclasses import dataclass

AROUND = 60
"""Characters before and after a passage, cut between words."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage and the text around it, unchanged; ``…`` where the text continues."""

    before: str
    passage: str
    after: str


def excerpt(text: str, start: int, end: int, *, around: int = AROUND) -> Excerpt:
    """The passage ``text[start:end]`` with up to ``around`` characters on either side."""
    first, last = max(0, start - around), min(len(text), end + around)
    before, after = text[first:start], text[end:last]
    if first > 0:
        before = "…" + (before.partition(" ")[2] if " " in before else "")
    if last < len(text):
        after = (after.rpartition(" ")[0] if " " in after else "") + "…"
    return Excerpt(before, text[start:end], after)
