"""The small fonts hold every sign that the hub writes itself and every icon that a page asks for."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from innovation_hub.i18n import LANGUAGES
from innovation_hub.i18n.translator import read_catalogue
from innovation_hub.web.frontend import FILES, subset
from innovation_hub.web.frontend.style import FONTS, SMALL, others

ROOT = Path(__file__).resolve().parents[2]
DRAWING = (
    "pages",
    "innovation_hub/ui",
    "innovation_hub/charts",
    "innovation_hub/i18n",
    "innovation_hub/web",
    "db/seed",
)
"""The folders whose strings may reach a page."""
OUTLINES = subset.OUTLINES
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


def literals(module: Path) -> Iterator[str]:
    """The strings of a Python module that are no docstrings."""
    tree = ast.parse(module.read_text("utf-8"))
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if (
                isinstance(child, ast.Constant)
                and isinstance(child.value, str)
                and not isinstance(node, ast.Expr)
            ):
                yield child.value


def drawn_texts() -> Iterator[str]:
    """What the hub may write on a page itself: catalogues, source, scripts, templates, reference data."""
    for lang in LANGUAGES:
        yield from (str(message.string) for message in read_catalogue(lang))
    for floor in DRAWING:
        for module in (ROOT / floor).rglob("*.py"):
            yield from literals(module)
    for kind in ("js", "html", "css"):
        for file in (ROOT / "innovation_hub").rglob(f"*.{kind}"):
            yield file.read_text("utf-8")
    for kind in ("csv", "tsv", "toml", "json"):
        for file in (ROOT / "db" / "seed").rglob(f"*.{kind}"):
            yield file.read_text("utf-8")


@pytest.mark.parametrize("font", FONTS.values())
def test_every_sign_that_the_hub_writes_is_in_the_small_fonts_and_their_ranges(font):
    drawn = fonts.TTFont(FILES / font).getBestCmap()
    ranged = {code for first, last in SMALL for code in range(first, last + 1)}
    signs = {sign for text in drawn_texts() for sign in text if sign.isprintable()}
    missing = {sign for sign in signs if ord(sign) not in drawn or ord(sign) not in ranged}
    assert not missing, "extend style.SMALL and run `python -m innovation_hub.web.frontend.subset`"


def test_the_full_font_is_asked_for_everything_else_and_nothing_twice():
    small = {code for first, last in SMALL for code in range(first, last + 1)}
    full = {code for first, last in others() for code in range(first, last + 1)}
    assert small & full == set()
    assert small | full == set(range(0x10000))


def test_the_fonts_are_small():
    assert sum(font.stat().st_size for font in FILES.glob("*.woff2")) < 120_000


def test_the_small_fonts_are_what_the_generator_makes(tmp_path, monkeypatch):
    monkeypatch.setattr(subset, "FILES", tmp_path)
    monkeypatch.setattr(subset, "OUTLINES", tmp_path / "icons.json")
    before = OUTLINES.read_text("utf-8")
    subset.main()
    assert (tmp_path / "icons.json").read_text("utf-8") == before
    made = sorted(path.name for path in tmp_path.glob("*.woff2"))
    assert made == sorted(path.name for path in FILES.glob("*.woff2"))
    for name in made:
        with fonts.TTFont(FILES / name) as ours, fonts.TTFont(tmp_path / name) as new:
            assert ours.getBestCmap() == new.getBestCmap(), name
            assert ours.getGlyphOrder() == new.getGlyphOrder(), name
