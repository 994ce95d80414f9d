"""The heading of a record's page, and the container of its actions."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from innovation_hub.i18n import Translator
from innovation_hub.ui.text import md


def head(name: str, *, badge: str = "", code: str = "", facts: Sequence[str] = ()) -> None:
    """Draw the name, the state as a badge (`innovation_hub.ui.state.badge`), the code, and lines of Markdown."""
    status = " ".join(part for part in (badge, md(code)) if part)
    lines = "  \n".join(line for line in (status, *facts) if line)
    st.markdown(f"# {md(name)}\n\n{lines}", anchors=False)


def actions(t: Translator) -> DeltaGenerator:
    """The container of the actions possible now, with its heading; it is below the tabs, the same for all of them."""
    box = st.container(border=True, key="thing.actions")
    box.markdown(f"## {t('things.actions')}", anchors=False)
    return box
