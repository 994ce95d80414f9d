"""Mounting of autosaving components, and keeping them on the page when the session ends."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
import streamlit as st

from innovation_hub.i18n import Translator

SHOWN = "writing.shown"
Address = tuple[str, tuple[tuple[str, str], ...]]
_ELSEWHERE = ("lang", "step")  # query parameters that do not identify the record


@dataclass(frozen=True, slots=True)
class Mounted:
    """The component last drawn in this tab, with its arguments, account and record."""

    record: Address
    account: int
    component: Callable[..., Any]
    key: str
    data: dict[str, Any]
    calls: dict[str, Any]


def mount(component: Callable[..., Any], key: str, account: int, data: dict[str, Any], **calls: Any) -> None:
    """Draw the component, and store it in the session state for `stays`.

    ``data`` is sent as bytes, which Streamlit passes unchanged; it searches a mapping for tables.
    """
    st.session_state[SHOWN] = Mounted(_record(), account, component, key, data, calls)
    component(key=key, data=orjson.dumps(data), **calls)


def stays(t: Translator) -> bool:
    """Draw the component of this record again for a reader who was signed out; False if none was on this tab.

    It shows the data it had before, and that the reader is signed out. Input stays in the browser until the same
    account has signed in again.
    """
    shown: Mounted | None = st.session_state.get(SHOWN)
    if shown is None or shown.record != _record():
        return False
    data = shown.data | {"out": t("writing.signed_out")}
    shown.component(key=shown.key, data=orjson.dumps(data), **shown.calls)
    return True


def forget_others(account: int) -> None:
    """Remove the stored component of another account from the session state."""
    shown: Mounted | None = st.session_state.get(SHOWN)
    if shown is not None and shown.account != account:
        del st.session_state[SHOWN]


def _record() -> Address:
    """The page's address and the query parameters that identify the record."""
    query = {name: value for name, value in st.query_params.to_dict().items() if name not in _ELSEWHERE}
    return st.context.url or "", tuple(sorted(query.items()))
