"""Filters of a list, kept in the page's address: a reload, a bookmark and a step back find the same records again.

Streamlit can bind a widget to the address by itself, but writes labels in the reader's language, and refuses to let
anybody else say the address again, as `innovation_hub.ui.context.keep_address` must.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from innovation_hub.ui import tables
from innovation_hub.ui.forms import PICK


def search(label: str, name: str, *, pages: str) -> str:
    """The text to search for, in the address under ``name``; another text begins at the first of the ``pages``."""
    asked = st.query_params.get(name, "")[:100]
    if st.session_state.get(name) != asked:
        st.session_state[name] = asked
    return st.text_input(label, key=name, max_chars=100, on_change=_say, args=(name, name, "", pages)) or ""


def choice(
    label: str, name: str, options: Sequence[str], *, pages: str, format_func: Callable[[str], str]
) -> str:
    """One of the ``options``, of which the first stands for all records and for an address that names none of them."""
    asked = st.query_params.get(name, options[0])
    asked = asked if asked in options else options[0]
    key = f"{PICK}{name}"
    if st.session_state.get(key) != asked:
        st.session_state[key] = asked
    chosen = st.selectbox(
        label, options, key=key, format_func=format_func, on_change=_say, args=(name, key, options[0], pages)
    )
    return chosen or options[0]


def _say(name: str, key: str, usual: str, pages: str) -> None:
    """Write what was chosen into the address, before the page is drawn from it."""
    value = st.session_state.get(key) or usual
    if value == usual:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
    tables.restart(pages)
