"""A record in a list of cards: state, name, what matters most, what else is known, and a number at the side."""

from collections.abc import Iterable
from html import escape

from innovation_hub.ui.tables import Html


def entry(
    name: str,
    *,
    level: int = 3,
    chip: Html | None = None,
    code: str = "",
    lines: Iterable[str] = (),
    quiet: Iterable[str] = (),
    aside: str = "",
) -> str:
    """The HTML of a card's content; texts are plain, ``aside`` is HTML, ``level`` is that of the heading."""
    status = f'<p>{chip or ""} <span class="quiet">{escape(code)}</span></p>' if chip or code else ""
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    more = "".join(f'<p class="quiet">{escape(line)}</p>' for line in quiet)
    return f'<div class="hub-entry"><div>{status}<h{level}>{escape(name)}</h{level}>{said}{more}</div>{aside}</div>'
