"""The widgets of a draft: opened, tied to its fields, and saved when the reader leaves them."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from innovation_hub.ui import context
from innovation_hub.ui.draft.record import Draft, Field, Read, Values, Write


def catch_up(name: str) -> None:
    """Save what a callback left behind when it was cut short; to be called before a page reads the record."""
    draft: Draft | None = st.session_state.get(f"draft.{name}")
    if draft is not None and _take_up(draft):
        draft.keep()


def opened(name: str, values: Values, version: int, write: Write, read: Read) -> Draft:
    """The draft of this name in the reader's session, brought up to date while nothing unsaved is in it."""
    key = f"draft.{name}"
    draft: Draft | None = st.session_state.get(key)
    if draft is None:
        draft = Draft(name, version, dict(values), dict(values), write, read)
        st.session_state[key] = draft
    elif draft.version < version and not draft.changed:
        draft.rebase(values, version)
    return draft


def bind(draft: Draft, name: str) -> dict[str, Any]:
    """The arguments that tie a widget for text, a number, a time or a tick to a field, saved when it was changed.

    What a widget shows first is said in every run, and a new value is shown by a new widget: a value that were set
    once, in a run that the next one cuts short, would never reach the browser, which would send back an empty field.
    """
    tied = _tie(draft, name, name)
    return {"value": tied.first, **_saving(draft, tied)}


def bind_options(draft: Draft, name: str, options: Sequence[Any]) -> dict[str, Any]:
    """The same for a widget in which one of the options is chosen."""
    tied = _tie(draft, name, f"{name}.{context.lang()}")  # the browser knows a choice by its label
    return {"options": options, "index": options.index(tied.first), **_saving(draft, tied)}


def bind_pills(draft: Draft, name: str) -> dict[str, Any]:
    """The same for pills, of which one or several are chosen."""
    tied = _tie(draft, name, f"{name}.{context.lang()}")
    return {"default": tied.first, **_saving(draft, tied)}


def _tie(draft: Draft, name: str, ending: str) -> Field:
    """The widget of a field, the one that is shown already or a new one."""
    tied = draft.fields.get(name)
    if tied is None or tied.ending != ending or tied.key not in st.session_state:
        key = ".".join([draft.name, ending, *([str(draft.replaced)] if draft.replaced else [])])
        tied = draft.fields[name] = Field(ending, key, draft.typed[name], draft.typed[name])
    return tied


def _saving(draft: Draft, tied: Field) -> dict[str, Any]:
    return {"key": tied.key, "on_change": save, "args": (draft,)}


def save(draft: Draft) -> None:
    """Save everything that the browser sent."""
    _take_up(draft)
    draft.keep()


def _take_up(draft: Draft) -> bool:
    """Take from the widgets what they were not known to hold; give back whether there was any."""
    found = False
    for name, tied in draft.fields.items():
        if tied.key in st.session_state and (sent := st.session_state[tied.key]) != tied.held:
            draft.typed[name] = tied.held = sent
            found = True
    return found
