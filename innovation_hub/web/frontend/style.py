"""Streamlit's stylesheet with small fonts in place of large ones.

Latin text uses our subset of Source Sans; for any other letter the browser loads the full font, by
``unicode-range``. Icons use our subset alone: they are ligatures of Latin letters, which a range cannot select.
"""

import re

from innovation_hub.web.frontend import streamlit_static

ICON_FACE = re.compile(r"@font-face\{font-family:Material Symbols Rounded;[^}]*\}")
TEXT_FACE = re.compile(
    r"@font-face\{(font-family:Source Sans;font-weight:[\d ]+;font-style:(\w+);)src:([^}]*)\}"
)
SMALL = "U+0-17F,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,U+2248,U+2260,U+2264-2265,U+2713,U+2717"
LARGE = "U+180-1FFF,U+2070-20AB,U+20AD-2121,U+2123-218F,U+2194-2211,U+2213-FFFF"
FONTS = {"normal": "hub-sans.woff2", "italic": "hub-sans-italic.woff2"}
FACE = '@font-face{{{head}font-display:{display};src:url({url})format("woff2")}}'

# A choice that takes two lines on a phone: Streamlit leaves the end of the first one open, for the next to close.
LINE_ENDS = (
    "[data-testid=stButtonGroup] button[aria-checked=false]"
    "{border-right-color:light-dark(#D9D0BF,#3B4644)!important}"
)


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
            head=head + f"unicode-range:{SMALL};", display="swap", url=addresses[FONTS[style]]
        )
        return f"@font-face{{{head}unicode-range:{LARGE};src:{source}}}{small}"

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
