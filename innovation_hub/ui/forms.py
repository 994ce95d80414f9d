"""Forms that keep what was typed until it is accepted, and start empty afterwards."""

import streamlit as st


def prefix(form: str) -> str:
    """What the keys of a form's widgets begin with.

    It stays the same through refusals, reruns and a switch of language, so typed text stays; once the form
    was `accepted` it changes, and the next one starts empty.
    """
    return f"{form}.{st.session_state.get(_counter(form), 0)}"


def accepted(form: str) -> None:
    """Let the form start anew: what was typed has been saved."""
    st.session_state[_counter(form)] = int(st.session_state.get(_counter(form), 0)) + 1


def _counter(form: str) -> str:
    return f"hub.form.{form}"
