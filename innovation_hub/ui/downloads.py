"""Download buttons."""

from collections.abc import Callable

import streamlit as st

from innovation_hub.domain.sheets import marked


def csv_button(label: str, text: Callable[[], str], *, file_name: str, key: str) -> None:
    """Draw a button that downloads ``text()`` as CSV, called on the click, with the mark that spreadsheets need."""
    st.download_button(
        label,
        lambda: marked(text()),
        file_name=file_name,
        mime="text/csv",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )
