"""The README tells what there is."""

import re

import pytest

from innovation_hub.config import Settings
from tests.architecture.source import ROOT

README = (ROOT / "README.md").read_text()


def test_every_setting_is_described_and_every_description_has_its_setting():
    described = set(re.findall(r"^\| `(HUB_\w+)` \|", README, re.MULTILINE))
    assert described == {f"HUB_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"""(?:\]\(|src=")(?!http|#)([^)"]+)[)"]""", README)))
)
def test_links_and_pictures_lead_somewhere(target):
    assert (ROOT / target).exists()


@pytest.mark.parametrize("command", ["run", "test", "check", "bench", "lock", "clean", "screenshots"])
def test_every_make_command_explains_itself(command):
    assert re.search(rf"^{command}:.*## \w", (ROOT / "Makefile").read_text(), re.MULTILINE)
