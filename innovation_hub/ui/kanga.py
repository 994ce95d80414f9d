"""The head of a page as a kanga: a border, a field with the title and the flower, and a saying."""

from collections.abc import Collection
from html import escape

from innovation_hub.domain.proposals import RESOLUTIONS_SERVED
from innovation_hub.ui.emblem import emblem, image


def kanga(
    title: str,
    *,
    over: str = "",
    lead: str = "",
    saying: str = "",
    lit: Collection[int] = RESOLUTIONS_SERVED,
    alt: str = "",
) -> str:
    """The HTML of the head: ``over`` and ``lead`` are lines around the title, ``saying`` is the line that matters most.

    All are plain text. ``lit`` are the resolutions whose petals are golden, ``alt`` describes the flower.
    """
    above = f'<p class="over">{escape(over)}</p>' if over else ""
    below = f"<p>{escape(lead)}</p>" if lead else ""
    said = f'<div class="jina">{escape(saying)}</div>' if saying else ""
    return (
        f'<div class="hub-kanga"><div class="mji">{above}<h1>{escape(title)}</h1>{below}</div>'
        f"{image(emblem(tuple(lit)), alt, css='flower')}{said}</div>"
    )
