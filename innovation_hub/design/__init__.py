"""The look of the hub: sizes, spaces and colours from one file, as custom properties of CSS and as values."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_TOKENS = tomllib.loads(Path(__file__).with_name("tokens.toml").read_text("utf-8"))
_PAIRS: Mapping[str, list[str]] = _TOKENS["colour"]

LIGHT: Mapping[str, str] = MappingProxyType({name: pair[0] for name, pair in _PAIRS.items()})
"""Colours of the light mode by name, as ``#RRGGBB``; those of shapes are the same in both modes."""
DARK: Mapping[str, str] = MappingProxyType({name: pair[1] for name, pair in _PAIRS.items()})
"""Colours of the dark mode by name."""
STEPS: Mapping[str, str] = MappingProxyType(_TOKENS["step"])
"""Sizes of text in rem by the name of their step."""


@cache
def properties(css: str = "") -> str:
    """The tokens as custom properties: ``--step-0``, ``--space-4``, ``--ink``; colours by the mode of the system.

    All of them, or only those that a style sheet names.
    """
    sizes = {f"{kind}-{name}": size for kind in ("step", "space") for name, size in _TOKENS[kind].items()}
    dark = {name: colour for name, colour in DARK.items() if colour != LIGHT[name]}
    return (
        f":root{{{_listed(sizes | dict(LIGHT), css)}color-scheme:light dark}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_listed(dark, css)}}}}}\n"
    )


def _listed(values: Mapping[str, str], css: str) -> str:
    named = (name for name in values if not css or f"--{name})" in css)
    return "".join(f"--{name}:{values[name]};" for name in named)
