"""The look from one file: style sheets name its tokens, and write no colours or sizes of text of their own."""

import re

import pytest

from innovation_hub import design
from innovation_hub.config import ROOT
from innovation_hub.design import motif
from innovation_hub.design.sheet import complete
from innovation_hub.domain.proposals import RESOLUTIONS_SERVED
from innovation_hub.web.frontend import own
from tests.architecture import source

COLOUR = re.compile(
    r"#[0-9A-Fa-f]{8}\b|#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3,4}(?=[\s;,)}\"'!])|\brgba?\(|\blight-dark\("
)
SIZE = re.compile(
    r"font-size:\s*(?!var\(--step-|clamp\(var|inherit|0[!;])[^\s;}\"][^;}\"]*|font:[^;}\"]*\d(?:rem|px)"
)
ROOT_SIZE = "font:400 1rem/"  # of a whole document, before any token
USED = re.compile(r"var\((--(?:step|space)-[-\w]+|--[a-z-]+)")
SHEETS = sorted([*(ROOT / "innovation_hub").rglob("*.css"), *(ROOT / "innovation_hub").rglob("*.html")])
DRAWING = [*source.files("pages"), *source.files("innovation_hub/ui"), *source.files("innovation_hub/web")]
OF_THEIR_OWN = re.compile(r"--(st-[\w-]+|rows?|n|at|part|share|size)$")


@pytest.mark.parametrize("path", [*SHEETS, *DRAWING], ids=source.name)
def test_colours_and_sizes_of_text_are_tokens(path):
    text = path.read_text("utf-8").replace(ROOT_SIZE, "")
    found = [match[0] for match in (*COLOUR.finditer(text), *SIZE.finditer(text))]
    assert found == []


@pytest.mark.parametrize("path", [*SHEETS, *DRAWING], ids=source.name)
def test_every_named_token_exists(path):
    known = set(re.findall(r"(--[\w-]+):", complete("")))
    used = {name for name in USED.findall(path.read_text("utf-8")) if not OF_THEIR_OWN.match(name)}
    assert used <= known


def test_both_modes_have_every_colour():
    assert design.LIGHT.keys() == design.DARK.keys()
    assert all(re.fullmatch(r"#[0-9A-F]{6}", one) for one in (*design.LIGHT.values(), *design.DARK.values()))


@pytest.mark.parametrize("name", [own.SHEET, own.ACCOUNT])
def test_sheets_begin_with_the_tokens(name):
    assert own.files()[name].bodies["identity"].decode().startswith(design.properties())


@pytest.mark.parametrize(("name", "masked"), [("icon.svg", False), ("icon-masked.svg", True)])
def test_the_icons_are_the_motif(name, masked):
    drawn = motif.icon(RESOLUTIONS_SERVED, masked=masked)
    assert (own.FILES / name).read_text("utf-8") == drawn
