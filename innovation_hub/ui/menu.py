"""The pages as Streamlit knows them: looked up and titled once for each language, copied for each run."""

from functools import cache

import streamlit as st

from innovation_hub.i18n import translator
from innovation_hub.ui.pages import BY_NAME
from innovation_hub.ui.streamlit_insides import CheapPage


def page(name: str, lang: str, *, listed: bool = True) -> st.Page:
    """A page of the registry with its title in a language; ``listed`` ones stand in the menu."""
    return _made(name, lang, listed).__copy__()  # a run marks its page, so runs must not share one


@cache
def _made(name: str, lang: str, listed: bool) -> CheapPage:
    info = BY_NAME[name]
    return CheapPage(
        info.path,
        title=translator(lang)(f"pages.{name}"),  # keys: pages.*
        icon=f":material/{info.icon}:",
        url_path=info.url_path,
        default=name == "home",
        visibility="visible" if listed else "hidden",
    )
