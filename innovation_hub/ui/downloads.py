"""Download buttons."""

from collections.abc import Callable
from html import escape

import streamlit as st

from innovation_hub.domain.sheets import marked
from innovation_hub.ui.html import html
from innovation_hub.ui.streamlit_insides import recording


def csv_button(label: str, text: Callable[[], str], *, file_name: str, key: str, address: str = "") -> None:
    """Draw a button that downloads ``text()`` as CSV, called on the click, with the mark that spreadsheets need.

    A page without a script has a link to the ``address`` of the same file instead, if there is one.
    """
    if address and recording():
        html(f'<p class="light-link"><a href="{escape(address)}" download>{escape(label)}</a></p>')
        return
    st.download_button(
        label,
        lambda: marked(text()),
        file_name=file_name,
        mime="text/csv",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )
