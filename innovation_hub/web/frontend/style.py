"""Streamlit's stylesheet with small fonts in place of large ones.

Latin text uses our subset of Source Sans; for any other letter the browser loads the full font, by
``unicode-range``. Icons use our subset alone: they are ligatures of Latin letters, which a range cannot select.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from innovation_hub.web.frontend import streamlit_static

ICON_FACE = re.compile(r"@font-face\{font-family:Material Symbols Rounded;[^}]*\}")
TEXT_FACE = re.compile(
    r"@font-face\{(font-family:Source Sans;font-weight:[\d ]+;font-style:(\w+);)src:([^}]*)\}"
)
SMALL = (
    *((0x0, 0x17F), (0x2BB, 0x2BC), (0x2000, 0x206F), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122)),
    *(
        (0x2190, 0x2194),
        (0x2212, 0x2212),
        (0x2215, 0x2215),
        (0x2248, 0x2248),
        (0x2260, 0x2260),
        (0x2264, 0x2265),
    ),
    *((0x2318, 0x2318), (0x25CB, 0x25CB), (0x25CF, 0x25CF), (0x2713, 0x2713), (0x2717, 0x2717)),
)
"""First and last code points of what the small fonts hold, in order: Latin, punctuation, and the hub's own signs."""
FONTS = {"normal": "hub-sans.woff2", "italic": "hub-sans-italic.woff2"}
FACE = '@font-face{{{head}font-display:{display};src:url({url})format("woff2")}}'

# A choice that takes two lines on a phone: Streamlit leaves the end of the first one open, for the next to close.
LINE_ENDS = "[data-testid=stButtonGroup] button[aria-checked=false]{border-right-color:var(--line)!important}"


def ranges(pairs: Iterable[tuple[int, int]]) -> str:
    """Code points as the value of ``unicode-range``."""
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in pairs)


def others() -> Iterator[tuple[int, int]]:
    """The code points between and after those of `SMALL`, up to U+FFFF."""
    for (_, last), (following, _) in pairwise((*SMALL, (0x10000, 0x10000))):
        if last + 1 < following:
            yield last + 1, following - 1


def sheet_name() -> str:
    """Path of Streamlit's main stylesheet under its static folder."""
    found = re.search(
        r'href="\./(static/css/index\.[\w-]+\.css)"', (streamlit_static() / "index.html").read_text()
    )
    if found is None:
        raise RuntimeError("Streamlit's index.html names no stylesheet")
    return found.group(1)


def stylesheet(addresses: dict[str, str]) -> str:
    """Streamlit's stylesheet with a rule of ours, and our fonts from ``addresses`` by their plain names."""
    css = (
        (streamlit_static() / sheet_name()).read_text("utf-8").replace("url(../media/", "url(/static/media/")
    )

    def text_face(found: re.Match[str]) -> str:
        head, style, source = found.groups()
        small = FACE.format(
            head=head + f"unicode-range:{ranges(SMALL)};", display="swap", url=addresses[FONTS[style]]
        )
        return f"@font-face{{{head}unicode-range:{ranges(others())};src:{source}}}{small}"

    icons = FACE.format(
        head='font-family:"Material Symbols Rounded";font-style:normal;font-weight:400;',
        display="block",
        url=addresses["hub-icons.woff2"],
    )
    css, faces = TEXT_FACE.subn(text_face, css)
    css, icon_faces = ICON_FACE.subn(lambda _: icons, css)
    if faces != len(FONTS) or icon_faces != 1:
        raise RuntimeError(f"Streamlit's fonts changed: {faces} text faces, {icon_faces} icon faces")
    return css + LINE_ENDS
