"""Dependencies of the pages on Streamlit's internals; those of the server are in `innovation_hub.web.frontend`.

They are not part of Streamlit's public interface: the version is pinned to the minor release, and
`tests/architecture/test_streamlit.py` checks that all of them exist.
"""

from collections.abc import Callable
from typing import Any, Self

import streamlit as st


def class_of(key: str) -> str:
    """The CSS class of the element with this key."""
    return f"st-key-{key.replace('.', '-')}"


class CheapPage(st.Page):
    """A page with a cached hash and a cheap copy, since every run copies and hashes all pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._hashes: list[str] = []  # shared by all copies of the page
        super().__init__(*args, **kwargs)

    @property
    def _script_hash(self) -> str:
        """Streamlit's identifier of the page; it depends on the address alone."""
        if not self._hashes:
            self._hashes.append(super()._script_hash)
        return self._hashes[0]

    def __copy__(self) -> Self:
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        return twin


def run(page: st.Page, draw: Callable[[], None]) -> None:
    """Run the page that the navigation chose by calling ``draw``, not by executing its file.

    Streamlit supports either. Links and tests identify pages by file, and a function lets the module be imported once.
    """
    page._page = draw
    page.run()
