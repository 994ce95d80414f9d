"""The theme: every option exists, every text can be read, and the two modes agree with each other."""

import re
import tomllib
from pathlib import Path

import pytest
from streamlit import config

from innovation_hub import design

CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
SETTINGS = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
MODES = ("light", "dark")
COLOURS = ("red", "orange", "yellow", "green", "blue", "violet", "gray")


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def flat(table: dict, prefix: str = "") -> list[str]:
    """Dotted names of all options set in the file."""
    names = []
    for key, value in table.items():
        nested = isinstance(value, dict) and prefix + key != "server.trustedUserHeaders"
        names += flat(value, f"{prefix}{key}.") if nested else [prefix + key]
    return names


def test_every_option_is_known_to_streamlit():
    known = set(config.get_config_options())
    assert [name for name in flat(SETTINGS) if name not in known] == []


@pytest.mark.parametrize("mode", MODES)
def test_text_and_links_can_be_read_on_every_ground(mode):
    theme = SETTINGS["theme"][mode]
    grounds = [theme["backgroundColor"], theme["secondaryBackgroundColor"], *theme["sidebar"].values()]
    for ground in grounds:
        assert contrast(theme["textColor"], ground) >= 7
        assert contrast(theme["linkColor"], ground) >= 4.5
        assert contrast(theme["dataframeHeaderTextColor"], ground) >= 4.5
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("colour", COLOURS)
def test_badges_and_notes_can_be_read(mode, colour):
    theme = SETTINGS["theme"][mode]
    text = theme[f"{colour}TextColor"]
    for ground in (
        theme[f"{colour}BackgroundColor"],
        theme["backgroundColor"],
        theme["secondaryBackgroundColor"],
    ):
        assert contrast(text, ground) >= 4.5, (text, ground)


@pytest.mark.parametrize("mode", MODES)
def test_chart_marks_stand_out_from_the_ground(mode):
    theme = SETTINGS["theme"][mode]
    lowest = min(contrast(c, theme["backgroundColor"]) for c in theme["chartCategoricalColors"])
    assert lowest >= 2.5  # the ochre; every chart also carries labels and its table
    assert len(theme["chartSequentialColors"]) == len(theme["chartDivergingColors"]) == 10


def test_both_modes_set_the_same_options():
    light, dark = (SETTINGS["theme"][mode] for mode in MODES)
    assert light.keys() == dark.keys()
    colours = [v for t in (light, dark) for v in t.values() if isinstance(v, str)]
    assert all(re.fullmatch(r"#[0-9A-F]{6}", c) for c in colours)


TOKENS = {
    "primaryColor": "teal",
    "backgroundColor": "paper",
    "secondaryBackgroundColor": "soft",
    "textColor": "ink",
    "linkColor": "link",
    "borderColor": "line",
    **{f"{name}TextColor": f"{name}-ink" for name in COLOURS},
    **{f"{name}BackgroundColor": name for name in COLOURS},
}


@pytest.mark.parametrize(("mode", "look"), [("light", design.LIGHT), ("dark", design.DARK)])
def test_the_theme_has_the_colours_of_the_hubs_own_pages(mode, look):
    theme = SETTINGS["theme"][mode]
    assert {name: theme[name] for name in TOKENS} == {name: look[token] for name, token in TOKENS.items()}


def test_headings_have_the_sizes_of_the_hubs_own_pages():
    sizes = [size.lstrip("0") for size in SETTINGS["theme"]["headingFontSizes"]]
    assert sizes == [design.STEPS[step] for step in ("4", "3", "2", "1", "0", "0")]
