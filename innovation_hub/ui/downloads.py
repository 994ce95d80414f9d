"""Files that a page offers for download."""

from collections.abc import Callable

import streamlit as st

from innovation_hub.domain.sheets import marked


def csv_button(label: str, text: Callable[[], str], *, file_name: str, key: str) -> None:
    """A button that downloads a table as CSV, read when it is pressed; a spreadsheet opens it as it is."""
    st.download_button(
        label,
        lambda: marked(text()),
        file_name=file_name,
        mime="text/csv",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )
