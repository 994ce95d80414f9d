"""The pages as Streamlit knows them: looked up and titled once for each language, copied for each run."""

from functools import cache, cached_property
from typing import Self

import streamlit as st

from innovation_hub.i18n import translator
from innovation_hub.ui.pages import BY_NAME


class _Page(st.Page):
    """A page that is cheap to have many of: every run asks each for its hash, and makes a copy of it."""

    @cached_property
    def _script_hash(self) -> str:
        """What Streamlit knows the page by; it hangs on the address alone and is asked for several times a run."""
        known: str = super()._script_hash
        return known

    def __copy__(self) -> Self:
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        return twin


def page(name: str, lang: str, *, listed: bool = True) -> st.Page:
    """A page of the registry with its title in a language; ``listed`` ones stand in the menu."""
    return _made(name, lang, listed).__copy__()  # a run marks its page, so runs must not share one


@cache
def _made(name: str, lang: str, listed: bool) -> _Page:
    info = BY_NAME[name]
    made = _Page(
        info.path,
        title=translator(lang)(f"pages.{name}"),  # keys: pages.*
        icon=f":material/{info.icon}:",
        url_path=info.url_path,
        default=name == "home",
        visibility="visible" if listed else "hidden",
    )
    assert made._script_hash  # known from now on, in every copy
    return made
