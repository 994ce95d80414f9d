"""The motif of the hub, of its own drawing: a flower of twelve petals for the twelve resolutions, and a border of it.

A kanga has a border (*pindo*), a field (*mji*) and a saying (*jina*); pages are drawn by these parts (docs/adr/0029).
All are SVG as text, for images and style sheets.
"""

from collections.abc import Collection
from functools import cache
from urllib.parse import quote

from innovation_hub.design import LIGHT

PETALS = 12
PETAL = "M60 44C70 34 70 13 60 5 50 13 50 34 60 44Z"
"""The outline of the upper petal in a square of 120, to be turned around its middle."""
_TILE = 24
"""Side of a tile of the border, in pixels."""


def flower(lit: Collection[int], *, plain: str, core: str) -> str:
    """The content of an SVG of 120 by 120: petals by the number of their resolution, the ``lit`` ones golden."""
    others = [number for number in range(1, PETALS + 1) if number not in lit]
    return (
        f'<defs><path id="p" d="{PETAL}"/></defs>{_petals(others, plain)}{_petals(lit, LIGHT["gold"])}'
        f'<circle cx="60" cy="60" r="9" fill="{core}"/>'
    )


def _petals(numbers: Collection[int], colour: str) -> str:
    turned = "".join(
        f'<use href="#p" transform="rotate({360 * number // PETALS} 60 60)"/>' for number in sorted(numbers)
    )
    return f'<g fill="{colour}">{turned}</g>'


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
    middle = _TILE // 2
    tiles = "".join(
        f'<use href="#{"ec"[at % 2 == 0]}" '
        f'transform="translate({x * _TILE} {y * _TILE})rotate({at // 2 * 90} {middle} {middle})"/>'
        for at, (x, y) in enumerate(places)
    )
    size = 3 * _TILE
    ground = f'<path fill="{LIGHT["deep"]}" d="M0 0h{size}v{size}H0z"/>'
    return svg(f'<defs><g id="e">{_edge()}</g><g id="c">{_corner()}</g></defs>{ground}{tiles}', size, size)


@cache
def field() -> str:
    """A sparse pattern of a field, to be repeated in both directions."""
    shapes = (
        '<circle cx="8" cy="8" r="2.2"/><circle cx="40" cy="40" r="2.2"/>'
        '<path d="M40 2l3 6-3 6-3-6zM8 34l3 6-3 6-3-6z"/>'
    )
    return svg(f'<g fill="{LIGHT["cream"]}" fill-opacity=".07">{shapes}</g>', 64, 64)


def _corner() -> str:
    return (
        f'<circle cx="12" cy="12" r="6" fill="{LIGHT["gold"]}"/>'
        f'<circle cx="12" cy="12" r="2.4" fill="{LIGHT["deep"]}"/>'
        f'<path fill="{LIGHT["ochre"]}" d="M0 0h24v3H3v21H0z"/>'
    )


def _edge() -> str:
    return (
        f'<path fill="{LIGHT["ochre"]}" d="M0 0h24l-6 7-6-7-6 7zM0 20.5h24v1.8H0z"/>'
        f'<path fill="{LIGHT["gold"]}" d="M12 8.5l3.5 4.3-3.5 4.3-3.5-4.3z"/>'
        f'<g fill="{LIGHT["cream"]}"><circle cy="12.8" r="2"/><circle cx="24" cy="12.8" r="2"/></g>'
    )


def address(picture: str) -> str:
    """A picture as a data address, without double quotes; its own quotes become single ones."""
    return f"data:image/svg+xml,{quote(picture.replace(chr(34), chr(39)), safe=_SAFE)}"


_SAFE = " /:=,;()'"
