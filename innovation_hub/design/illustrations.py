"""Illustrations for places with nothing to show, from the petals of the hub's motif, as SVG for either mode."""

from functools import cache
from typing import Literal

from innovation_hub.design import LIGHT
from innovation_hub.design.motif import PETAL, svg

Name = Literal["bud", "seed", "bloom", "lost"]
"""What is to come, what can be begun, what is done, and what was not found."""


@cache
def illustration(name: Name) -> str:
    """The SVG of an illustration."""
    return svg({"bud": _bud, "seed": _seed, "bloom": _bloom, "lost": _lost}[name]())


def _petal(degrees: int, colour: str, more: str = "") -> str:
    return f'<path transform="rotate({degrees} 60 60)" fill="{LIGHT[colour]}" d="{PETAL}"{more}/>'


def _line(path: str, colour: str, width: int = 4) -> str:
    ends = 'fill="none" stroke-linecap="round"'
    return f'<path d="{path}" stroke="{LIGHT[colour]}" stroke-width="{width}" {ends}/>'


def _ground() -> str:
    dots = "".join(f'<circle cx="{x}" cy="112" r="2.4"/>' for x in range(18, 106, 12))
    return f'<g fill="{LIGHT["ochre"]}">{dots}</g>'


def _bud() -> str:
    leaf = f'<g transform="translate(9 46)scale(.7)">{_petal(58, "mark")}</g>'
    closed = _petal(-24, "mark") + _petal(24, "mark") + _petal(0, "gold")
    return f'{_ground()}{_line("M60 48V106", "mark")}{leaf}<g transform="translate(0 8)">{closed}</g>'


def _seed() -> str:
    leaves = f'<g transform="translate(0 8)">{_petal(-52, "mark")}{_petal(52, "gold")}</g>'
    return f'{_ground()}{_line("M60 62V106", "mark")}{leaves}<circle cx="60" cy="62" r="5" fill="{LIGHT["ochre"]}"/>'


def _bloom() -> str:
    petals = "".join(_petal(30 * at, "gold" if at % 2 else "mark") for at in range(12))
    return f'{petals}<circle cx="60" cy="60" r="9" fill="{LIGHT["ochre"]}"/>'


def _lost() -> str:
    faint = "".join(_petal(30 * at, "stone", ' fill-opacity=".35"') for at in range(12))
    glass = f'<circle cx="66" cy="66" r="26" fill="none" stroke="{LIGHT["mark"]}" stroke-width="6"/>'
    return f"{faint}{glass}{_line('M86 86L108 108', 'ochre', 9)}"
