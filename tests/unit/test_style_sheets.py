"""The style sheets of the two components that are written in: what both need stands in the one that both import."""

import re
from itertools import combinations

import pytest

from innovation_hub.config import ROOT

FOLDER = ROOT / "innovation_hub" / "ui" / "writing" / "assets"
SHARED = "writing.css"
OWN = ("form_sheet.css", "score_sheet.css")


def rules(name):
    """The rules of a sheet: for each selector what is declared for it."""
    text = re.sub(r"/\*.*?\*/", "", (FOLDER / name).read_text(), flags=re.DOTALL)
    found = re.findall(r"([^{};]+){([^{}]*)}", text)
    return {" ".join(selector.split()): set(re.findall(r"[\w-]+:[^;]+", block)) for selector, block in found}


@pytest.mark.parametrize("name", OWN)
def test_each_begins_with_the_shared_one(name):
    assert (FOLDER / name).read_text().startswith(f'@import url("{SHARED}");\n')


@pytest.mark.parametrize(("one", "other"), [*combinations((SHARED, *OWN), 2)])
def test_no_block_stands_in_two_sheets(one, other):
    first, second = rules(one), rules(other)
    assert len(first) > 5
    long = {frozenset(block) for block in first.values() if len(block) > 3}
    assert not [
        selector for selector, block in second.items() if block in long or first.get(selector) == block
    ]
