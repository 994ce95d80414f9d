"""The head of a thing, and the place where what can be done with it now is drawn."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from innovation_hub.i18n import Translator
from innovation_hub.ui.text import md


def head(name: str, *, badge: str = "", code: str = "", facts: Sequence[str] = ()) -> None:
    """The name, the state as a badge (`innovation_hub.ui.state.badge`), the code, and lines of markdown."""
    standing = " ".join(part for part in (badge, md(code)) if part)
    lines = "  \n".join(line for line in (standing, *facts) if line)
    st.markdown(f"# {md(name)}\n\n{lines}", anchors=False)


def actions(t: Translator) -> DeltaGenerator:
    """The container for what can be done now, under its heading; below the tabs, and the same on each of them."""
    box = st.container(border=True, key="thing.actions")
    box.markdown(f"## {t('things.actions')}", anchors=False)
    return box
