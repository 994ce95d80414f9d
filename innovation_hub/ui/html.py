"""HTML of the hub's own on a page."""

from typing import Literal

import streamlit as st


class _Markup(str):
    """HTML that is taken as it is: a plain string is looked up as the name of a file, and cleaned, on every run."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def html(markup: str, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """Draw HTML. What people typed in it must have been escaped."""
    st.html(_Markup(markup), width=width)
