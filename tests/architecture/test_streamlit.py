"""What the hub leans on inside Streamlit is still there in the installed version."""

import re
from pathlib import Path

import pytest
import streamlit as st

from tests.architecture import source

NAMED = re.compile(r"data-testid=[\"']?([\w-]+)")
FOLDERS = ("innovation_hub/web/frontend", "innovation_hub/ui", "pages")
SCRIPTS = Path(st.__file__).parent / "static" / "static" / "js"


@pytest.fixture(scope="module")
def bundle() -> str:
    """All scripts of Streamlit's frontend."""
    return "\n".join(path.read_text() for path in SCRIPTS.glob("*.js"))


def named() -> set[str]:
    """The test ids by which our styles and scripts find Streamlit's elements."""
    ours = [path for suffix in (".py", ".css", ".js") for path in source.files(*FOLDERS, suffix=suffix)]
    return {found for path in ours for found in NAMED.findall(path.read_text())}


@pytest.mark.parametrize("name", sorted(named()))
def test_an_element_that_our_styles_name_is_in_the_frontend(name: str, bundle: str) -> None:
    stem = re.sub(r"-[a-z]\w*$", "", name)  # of buttons the kind is added as the page is drawn
    assert re.search(rf"[\"'`]({name}[\"'`]|{stem}-?\$\{{|{stem}-?[\"'`])", bundle), name
