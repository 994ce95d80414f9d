"""Icons of light pages: outlines of those that pages name, so that their font is not needed."""

import json
import re
from functools import cache
from pathlib import Path

_OUTLINES = Path(__file__).with_name("icons.json")
_NAME = re.compile(r":material/(\w+):")


@cache
def svg(shortcode: str) -> str:
    """The icon of a shortcode as SVG; empty for any other text and for an unknown icon."""
    found = _NAME.fullmatch(shortcode)
    path = _outlines().get(found[1]) if found else None
    if path is None:
        return ""
    return (
        '<svg class="light-icon" viewBox="0 0 960 960" aria-hidden="true">'
        f'<path transform="matrix(1 0 0 -1 0 960)" d="{path}"/></svg>'
    )


@cache
def _outlines() -> dict[str, str]:
    return dict(json.loads(_OUTLINES.read_text("utf-8")))
