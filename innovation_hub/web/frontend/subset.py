"""Rebuild the hub's small fonts and icons: ``python -m innovation_hub.web.frontend.subset`` (needs ``fonttools``).

Streamlit's Source Sans (170 kB a style) and Material Symbols (375 kB) hold far more than the hub ever draws. The
text fonts keep the ranges of `style.SMALL`; the browser takes any other letter from the full font. The icon font
keeps the icons that Streamlit draws itself and those in ``icons.txt``; light pages, which do not load it, draw
icons from the outlines in ``icons.json``.
"""

import json
import re
from pathlib import Path
from typing import Any

from innovation_hub.config import ROOT
from innovation_hub.web.frontend import FILES, streamlit_static
from innovation_hub.web.frontend.style import SMALL

ICONS = Path(__file__).with_name("icons.txt")
OUTLINES = ROOT / "innovation_hub" / "ui" / "light" / "icons.json"
ASKED = re.compile(r':material/(\w+):|PageInfo\("\w+", "(\w+)"')
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"
WEIGHTS = (400, 650)
"""The least and the greatest weight of the text fonts; the browser draws any other one with the nearest."""
FEATURES = ["kern", "liga", "tnum", "lnum", "frac", "ccmp", "locl", "mark", "mkmk"]


def streamlit_icons() -> set[str]:
    """Icons that Streamlit's own frontend uses by name."""
    chunks = (streamlit_static() / "static" / "js").glob("*.js")
    return {name for chunk in chunks for name in re.findall(r":material/(\w+):", chunk.read_text("utf-8"))}


def kept_icons() -> set[str]:
    """Icons in the small icon font."""
    return set(ICONS.read_text("utf-8").split()) | streamlit_icons()


def _streamlit_font(name: str) -> str:
    return str(next((streamlit_static() / "static/media").glob(f"{name}*")))


def text_font(style: str, target: str) -> None:
    """Write one style of the text font with Latin letters and the hub's weights alone, under a name of its own."""
    from fontTools.subset import Options, Subsetter, load_font, save_font
    from fontTools.varLib.instancer import instantiateVariableFont

    options = Options(flavor="woff2", layout_features=FEATURES, name_IDs=[0, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in SMALL for code in range(first, last + 1)])
    with load_font(_streamlit_font(f"SourceSansVF-{style}"), options) as font:
        subsetter.subset(font)
        save_font(
            instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True), str(FILES / target), options
        )


def ligatures(font: Any) -> dict[str, str]:
    """Icon names that are ligatures of the font, with their glyphs."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items() if code < 0x80}
    return {
        "".join(letters.get(glyph, "?") for glyph in (first, *ligature.Component)): ligature.LigGlyph
        for lookup in font["GSUB"].table.LookupList.Lookup
        for table in lookup.SubTable
        for first, found in getattr(getattr(table, "ExtSubTable", table), "ligatures", {}).items()
        for ligature in found
    }


def icon_font(target: str) -> None:
    """Write the icon font: letters to spell the names with, and the kept icons behind their ligatures."""
    from fontTools.subset import Options, Subsetter, load_font, save_font

    options = Options(flavor="woff2", layout_closure=False, layout_features=["*"], name_IDs=[0, 13, 14])
    subsetter = Subsetter(options)
    with load_font(_streamlit_font("MaterialSymbols-Rounded"), options) as font:
        drawn = ligatures(font)
        wanted = kept_icons() & drawn.keys()
        subsetter.populate(glyphs=sorted({drawn[name] for name in wanted}), text=f"{LETTERS} ")
        subsetter.subset(font)
        save_font(font, str(FILES / target), options)


def asked_icons() -> set[str]:
    """Icons that the sources of the hub's pages name."""
    files = [*(ROOT / "pages").glob("*.py"), *(ROOT / "innovation_hub" / "ui").rglob("*.py")]
    return {
        name for file in files for found in ASKED.findall(file.read_text("utf-8")) for name in found if name
    }


def outlines() -> dict[str, str]:
    """The icons that pages name as SVG paths in a square of 960 units, by name; y grows upwards as in the font."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.ttLib import TTFont

    with TTFont(FILES / "hub-icons.woff2") as font:
        drawn, glyphs, found = ligatures(font), font.getGlyphSet(), {}
        for name in sorted(asked_icons() & drawn.keys()):
            pen = SVGPathPen(glyphs, ntos=lambda value: str(round(value)))
            glyphs[drawn[name]].draw(pen)
            found[name] = pen.getCommands()
    return found


def main() -> None:
    """Write the three fonts and the outlines, and print the fonts' sizes."""
    text_font("Upright", "hub-sans.woff2")
    text_font("Italic", "hub-sans-italic.woff2")
    icon_font("hub-icons.woff2")
    OUTLINES.write_text(json.dumps(outlines(), indent=0) + "\n", "utf-8")
    for font in sorted(FILES.glob("*.woff2")):
        print(f"{font.name} {font.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
