"""Keys of forms, by which input is preserved until it is accepted and the form is empty afterwards."""

from contextvars import ContextVar
from enum import Enum

import streamlit as st

_FINISHED = "hub.forms"
# The value under that key of the session state, cached for this run, which has its own thread.
_here: ContextVar[dict[str, int] | None] = ContextVar("hub_forms", default=None)
AMOUNT = "transaction-amount"
"""The ``autocomplete`` of fields of amounts, by which ``phone.js`` gives them a keyboard of digits."""
PICK = "pick."
"""The prefix of the keys of widgets whose options are strings shown with other labels in each language."""


def prefix(form: str) -> str:
    """The prefix of the keys of a form's widgets.

    It is the same through errors, reruns and a switch of language, so that input is preserved; it changes once the
    form was `accepted`, so that the next form is empty.
    """
    return f"{form}.{_finished().get(form, 0)}"


def accepted(form: str) -> None:
    """Reset the form after its input was saved.

    This does not call Streamlit, which would end the run at a pending second click, before the reset, and that click
    would save the same input once more.
    """
    finished = _here.get()
    if finished is None:
        finished = _finished()
    finished[form] = finished.get(form, 0) + 1


def keep_typed(*beginnings: str) -> None:
    """Preserve the values of fields, by the prefixes of their keys, also if this run does not draw them.

    To be called at the top of the page. Streamlit deletes the values of fields that a run has not drawn.
    """
    for key, value in st.session_state.items():
        if str(key).startswith(beginnings) and not str(key).endswith(".save"):  # a button keeps nothing
            st.session_state[key] = value


def hold_choices() -> None:
    """Preserve selections through a change of language; to be called before the page is drawn again.

    The browser identifies an option by its label, and labels are about to change. Enums and ids of records, also
    lists of them, are recognised by type, other options by keys that begin with `PICK`. Selections must be outside
    ``st.form``, whose values stay in the browser until it is submitted.
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
    """The number of times each form of this session was accepted."""
    if _FINISHED not in st.session_state:
        st.session_state[_FINISHED] = {}
    finished: dict[str, int] = st.session_state[_FINISHED]
    _here.set(finished)
    return finished
