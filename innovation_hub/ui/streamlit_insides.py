"""What the pages lean on inside Streamlit; what the server leans on stands in `innovation_hub.web.frontend`.

None of it is promised by Streamlit: the version is pinned to its minor release, and
`tests/architecture/test_streamlit.py` looks whether all of it is still there.
"""

from collections.abc import Callable
from typing import Any, Self

import streamlit as st


def class_of(key: str) -> str:
    """The class that Streamlit gives to the element with this key."""
    return f"st-key-{key.replace('.', '-')}"


class CheapPage(st.Page):
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


def run(page: st.Page, draw: Callable[[], None]) -> None:
    """Run the page that the navigation chose: by a function, not by executing the file that it is known by.

    Streamlit takes either. Its file tells pages apart in links and in tests; a function lets a module be imported once.
    """
    page._page = draw
    page.run()
