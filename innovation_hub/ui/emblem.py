"""The hub's mark: a flower of twelve petals for the resolutions; the three that are followed are golden."""

from functools import lru_cache
from html import escape

from innovation_hub.design import LIGHT, motif
from innovation_hub.domain.proposals import RESOLUTIONS_SERVED


@lru_cache(maxsize=512)
def image(svg: str, alt: str, *, css: str) -> str:
    """An SVG as an ``<img>`` with a data URL, since Streamlit removes SVG elements from HTML."""
    return f'<img class="{css}" alt="{escape(alt)}" src="{motif.address(svg)}">'


@lru_cache(maxsize=32)
def emblem(lit: tuple[int, ...] = RESOLUTIONS_SERVED) -> str:
    """The flower as SVG for a ground of teal, with these petals golden."""
    return motif.svg(motif.flower(lit, plain=LIGHT["mark"], core=LIGHT["cream"]))


@lru_cache(maxsize=8)
def wordmark(title: str) -> str:
    """The icon with the hub's name beside it, for the head of every page, for light and dark backgrounds."""
    width = 150 + 34 * len(title)
    return motif.svg(
        f"{motif.icon(RESOLUTIONS_SERVED)}"
        f'<text x="140" y="82" font-family="Source Sans, Source Sans Pro, sans-serif" font-size="64" '
        f'font-weight="650" fill="{LIGHT["mark"]}">{escape(title)}</text>',
        width,
    )
