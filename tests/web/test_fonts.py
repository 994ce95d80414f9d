"""The small fonts hold every letter of both catalogues and every icon that a page asks for."""

import re
from pathlib import Path

import pytest

from innovation_hub.i18n.translator import read_catalogue
from innovation_hub.web.frontend import FILES, subset

ROOT = Path(__file__).resolve().parents[2]
fonts = pytest.importorskip("fontTools.ttLib", reason="fonttools is not installed")


def icons_asked_for() -> set[str]:
    """Icon names in the source: ``:material/name:``, and those of the page registry."""
    from innovation_hub.ui.pages import PAGES

    files = [
        ROOT / "streamlit_app.py",
        *(ROOT / "innovation_hub").rglob("*.py"),
        *(ROOT / "pages").rglob("*.py"),
    ]
    found = {name for file in files for name in re.findall(r":material/(\w+):", file.read_text("utf-8"))}
    return found | {page.icon for page in PAGES}


def test_every_icon_is_drawn():
    drawn = subset.ligatures(fonts.TTFont(FILES / "hub-icons.woff2")).keys()
    missing = icons_asked_for() - drawn
    assert not missing, (
        "add them to innovation_hub/web/frontend/icons.txt and run `python -m innovation_hub.web.frontend.subset`"
    )
    assert subset.streamlit_icons() - drawn <= {"star_filled"}  # Streamlit's own word for a filled star


@pytest.mark.parametrize("font", ["hub-sans.woff2", "hub-sans-italic.woff2"])
def test_every_letter_of_the_catalogues_is_drawn(font):
    drawn = fonts.TTFont(FILES / font).getBestCmap()
    texts = "".join(str(m.string) for lang in ("sw", "en") for m in read_catalogue(lang))
    assert {letter for letter in texts if ord(letter) not in drawn} <= {"\n", "⌘"}  # the key on a Mac


def test_the_fonts_are_small():
    assert sum(font.stat().st_size for font in FILES.glob("*.woff2")) < 120_000
