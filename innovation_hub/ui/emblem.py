"""The hub's emblem: a lamp among twelve dots for the resolutions; lines connect the three that are followed."""

from functools import lru_cache
from html import escape
from math import cos, pi, sin
from urllib.parse import quote

from innovation_hub.domain.proposals import RESOLUTIONS_SERVED

DOTS, RING, CENTRE = 12, 47.0, 60.0


@lru_cache(maxsize=512)
def image(svg: str, alt: str, *, css: str) -> str:
    """An SVG as an ``<img>`` with a data URL, since Streamlit removes SVG elements from HTML."""
    return f'<img class="{css}" alt="{escape(alt)}" src="data:image/svg+xml,{quote(svg)}">'


def emblem() -> str:
    """The emblem as SVG, for light and dark backgrounds."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="120" height="120">{_lamp()}</svg>'


def _lamp() -> str:
    return (
        "".join(_dot(number) for number in range(1, DOTS + 1))
        + '<circle cx="60" cy="60" r="27" fill="#0b5d57"/>'
        '<path d="M60 42a13.5 13.5 0 0 0-7.8 24.5c1.2.9 1.9 2.3 1.9 3.8v.7h11.8v-.7c0-1.5.7-2.9 1.9-3.8'
        'A13.5 13.5 0 0 0 60 42z" fill="#fcfaf5"/>'
        '<path d="M60 65V54m-5.2 4.6L60 53.4l5.2 5.2" fill="none" stroke="#c2761b" stroke-width="2.6" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
        '<path d="M54.8 75.4h10.4M57 79.4h6" stroke="#e5a93f" stroke-width="2.4" stroke-linecap="round"/>'
    )


@lru_cache(maxsize=8)
def wordmark(title: str) -> str:
    """The emblem with the hub's name beside it, for the head of every page, for light and dark backgrounds."""
    width = 150 + 34 * len(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 120" width="{width}" height="120">'
        f"{_lamp()}"
        f'<text x="140" y="82" font-family="Source Sans, Source Sans Pro, sans-serif" font-size="64" '
        f'font-weight="650" fill="#1f8178">{escape(title)}</text></svg>'
    )


def _dot(number: int) -> str:
    angle = 2 * pi * number / DOTS - pi / 2
    x, y = CENTRE + RING * cos(angle), CENTRE + RING * sin(angle)
    if number not in RESOLUTIONS_SERVED:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#4d9a92"/>'
    return (
        f'<path d="M{CENTRE:g} {CENTRE:g}L{x:.1f} {y:.1f}" stroke="#d08a1d" stroke-width="2.5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7.5" fill="#d08a1d"/>'
    )
