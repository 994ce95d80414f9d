"""HTML on a page."""

from typing import Literal

import streamlit as st


class _Markup(str):
    """HTML that Streamlit does not check: it tests a plain string for being a file's name, and dedents it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def html(markup: str, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """Draw HTML. User input in it must be escaped by the caller."""
    st.html(_Markup(markup), width=width)
