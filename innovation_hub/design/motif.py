"""The motif of the hub, of its own drawing: a flower of twelve petals for the twelve resolutions, and a border of it.

A kanga has a border (*pindo*), a field (*mji*) and a saying (*jina*); pages are drawn by these parts (docs/adr/0029).
All are SVG as text, for images and style sheets.
"""

from collections.abc import Collection
from functools import cache
from urllib.parse import quote

from innovation_hub.design import LIGHT

PETALS = 12
_PETAL = "M60 44C70 34 70 13 60 5 50 13 50 34 60 44Z"
_TILE = 24
"""Side of a tile of the border, in pixels."""


def flower(lit: Collection[int], *, plain: str, core: str) -> str:
    """The content of an SVG of 120 by 120: petals by the number of their resolution, the ``lit`` ones golden."""
    petals = "".join(
        _petal(number, LIGHT["gold"] if number in lit else plain) for number in range(1, PETALS + 1)
    )
    return f'{petals}<circle cx="60" cy="60" r="9" fill="{core}"/>'


def _petal(number: int, colour: str) -> str:
    return f'<path transform="rotate({360 * number // PETALS} 60 60)" fill="{colour}" d="{_PETAL}"/>'


def svg(content: str, width: int = 120, height: int = 120) -> str:
    """An SVG of this content and size."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"{content}</svg>"
    )


def icon(lit: Collection[int], *, masked: bool = False) -> str:
    """The hub's icon: the flower on a rounded square of teal; ``masked`` for systems that cut the shape themselves."""
    corner, size = (0, 0.68) if masked else (26, 0.9)
    ground = f'<rect width="120" height="120" rx="{corner}" fill="{LIGHT["teal"]}"/>'
    drawn = flower(lit, plain=LIGHT["cream"], core=LIGHT["gold"])
    return svg(f'{ground}<g transform="translate(60 60)scale({size})translate(-60 -60)">{drawn}</g>')


@cache
def border() -> str:
    """The border of a field as an SVG of three by three tiles, for ``border-image``."""
    places = ((0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1))
    tiles = "".join(
        f'<g transform="translate({x * _TILE} {y * _TILE})rotate({at // 2 * 90} 12 12)">{_tile(corner=at % 2 == 0)}</g>'
        for at, (x, y) in enumerate(places)
    )
    return svg(tiles, 3 * _TILE, 3 * _TILE)


@cache
def band() -> str:
    """One tile of the border's upper edge, to be repeated along a line."""
    return svg(_tile(corner=False), _TILE, _TILE)


@cache
def field() -> str:
    """A sparse pattern of a field, to be repeated in both directions."""
    shapes = (
        '<circle cx="8" cy="8" r="2.2"/><circle cx="40" cy="40" r="2.2"/>'
        '<path d="M40 2l3 6-3 6-3-6zM8 34l3 6-3 6-3-6z"/>'
    )
    return svg(f'<g fill="{LIGHT["cream"]}" fill-opacity=".07">{shapes}</g>', 64, 64)


def _tile(*, corner: bool) -> str:
    deep, ochre, gold, cream = (LIGHT[name] for name in ("deep", "ochre", "gold", "cream"))
    ground = f'<path fill="{deep}" d="M0 0h24v24H0z"/>'
    if corner:
        return (
            f'{ground}<circle cx="12" cy="12" r="6" fill="{gold}"/><circle cx="12" cy="12" r="2.4" fill="{deep}"/>'
            f'<path fill="{ochre}" d="M0 0h24v3H3v21H0z"/>'
        )
    return (
        f'{ground}<path fill="{ochre}" d="M0 0h24l-6 7-6-7-6 7zM0 20.5h24v1.8H0z"/>'
        f'<path fill="{gold}" d="M12 8.5l3.5 4.3-3.5 4.3-3.5-4.3z"/>'
        f'<circle cy="12.8" r="2" fill="{cream}"/><circle cx="24" cy="12.8" r="2" fill="{cream}"/>'
    )


def address(picture: str) -> str:
    """A picture as a data address."""
    return f"data:image/svg+xml,{quote(picture, safe=_SAFE)}"


_SAFE = " /:=,;()"
