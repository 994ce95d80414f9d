"""Forms that keep what was typed until it is accepted, and start empty afterwards."""

from contextvars import ContextVar
from enum import Enum

import streamlit as st

_FINISHED = "hub.forms"
# What is kept under that name, as this run has read it: each run has a thread of its own.
_here: ContextVar[dict[str, int] | None] = ContextVar("hub_forms", default=None)
PICK = "pick."
"""What the key of a widget begins with whose options are texts that stand for something in the reader's language."""


def prefix(form: str) -> str:
    """What the keys of a form's widgets begin with.

    It stays the same through refusals, reruns and a switch of language, so typed text stays; once the form
    was `accepted` it changes, and the next one starts empty.
    """
    return f"{form}.{_finished().get(form, 0)}"


def accepted(form: str) -> None:
    """Reset the form: what was typed has been saved.

    Nothing of Streamlit is asked here: it would turn to a second press of the button first, which would save the
    same once more.
    """
    finished = _here.get()
    if finished is None:
        finished = _finished()
    finished[form] = finished.get(form, 0) + 1


def hold_choices() -> None:
    """Keep what is chosen when the language changes; to be called before the page is drawn again.

    The browser knows a choice by its label, and the labels are about to change. Enums and numbers of records are
    recognised, also several of them; other options by a key that begins with `PICK`. Choices stand outside
    ``st.form``: what is inside one stays in the browser until it is submitted.
    """
    for key, value in st.session_state.items():
        if _is_choice(str(key), value):
            st.session_state[key] = value


def _is_choice(key: str, value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(_is_choice(key, one) for one in value)
    if isinstance(value, bool) or value is None:
        return False
    return isinstance(value, Enum | int) or key.startswith(PICK)


def _finished() -> dict[str, int]:
    """How often each form of this reader was accepted."""
    if _FINISHED not in st.session_state:
        st.session_state[_FINISHED] = {}
    finished: dict[str, int] = st.session_state[_FINISHED]
    _here.set(finished)
    return finished
