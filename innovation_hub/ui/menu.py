"""Streamlit's page objects, created once for each language and copied for each run."""

from functools import cache

import streamlit as st

from innovation_hub.i18n import translator
from innovation_hub.ui.pages import BY_NAME
from innovation_hub.ui.streamlit_insides import CheapPage


def page(name: str, lang: str, *, listed: bool = True) -> st.Page:
    """The page object of a page of the registry, titled in a language; ``listed``: whether the menu shows it."""
    return _cached(
        name, lang, listed
    ).__copy__()  # runs set attributes on their page, so they must not share one


@cache
def _cached(name: str, lang: str, listed: bool) -> CheapPage:
    info = BY_NAME[name]
    return CheapPage(
        info.path,
        title=translator(lang)(f"pages.{name}"),  # keys: pages.*
        icon=info.symbol,
        url_path=info.url_path,
        default=name == "home",
        visibility="visible" if listed else "hidden",
    )
