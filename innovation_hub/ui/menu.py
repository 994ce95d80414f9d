"""The pages as Streamlit knows them: looked up and titled once for each language, copied for each run."""

from functools import cache
from typing import Any, Self

import streamlit as st

from innovation_hub.i18n import translator
from innovation_hub.ui.pages import BY_NAME


class _Page(st.Page):
    """A page that is cheap to have many of: every run asks each for its hash, and makes a copy of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._hashes: list[str] = []  # one for the page and all its copies
        super().__init__(*args, **kwargs)

    @property
    def _script_hash(self) -> str:
        """What Streamlit knows the page by; it hangs on the address alone and is asked for several times a run."""
        if not self._hashes:
            self._hashes.append(super()._script_hash)
        return self._hashes[0]

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
    return _Page(
        info.path,
        title=translator(lang)(f"pages.{name}"),  # keys: pages.*
        icon=f":material/{info.icon}:",
        url_path=info.url_path,
        default=name == "home",
        visibility="visible" if listed else "hidden",
    )
