"""Components that are written in, put on the page; and the one that stays there when its writer's session ends."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
import streamlit as st

from innovation_hub.i18n import Translator

SHOWN = "writing.shown"
Address = tuple[str, tuple[tuple[str, str], ...]]
_ELSEWHERE = ("lang", "step")  # parts of the address that do not say which record it is


@dataclass(frozen=True, slots=True)
class Mounted:
    """A component as it was last drawn on this tab, for an account and a record."""

    record: Address
    account: int
    component: Callable[..., Any]
    key: str
    data: dict[str, Any]
    calls: dict[str, Any]


def mount(component: Callable[..., Any], key: str, account: int, data: dict[str, Any], **calls: Any) -> None:
    """Draw the component, and remember it for this tab: bytes pass as they are, a mapping is searched for tables."""
    st.session_state[SHOWN] = Mounted(_record(), account, component, key, data, calls)
    component(key=key, data=orjson.dumps(data), **calls)


def stays(t: Translator) -> bool:
    """Whether a component of this very record was on this tab before its writer was signed out; it is drawn again.

    It shows nothing but what the tab had on it, and says that one is signed out. What is typed stays in the browser
    until the same account has signed in again.
    """
    shown: Mounted | None = st.session_state.get(SHOWN)
    if shown is None or shown.record != _record():
        return False
    data = shown.data | {"out": t("writing.signed_out")}
    shown.component(key=shown.key, data=orjson.dumps(data), **shown.calls)
    return True


def forget_others(account: int) -> None:
    """Nothing of another account stays behind in this tab."""
    shown: Mounted | None = st.session_state.get(SHOWN)
    if shown is not None and shown.account != account:
        del st.session_state[SHOWN]


def _record() -> Address:
    """The page and the record in its address."""
    query = {name: value for name, value in st.query_params.to_dict().items() if name not in _ELSEWHERE}
    return st.context.url or "", tuple(sorted(query.items()))
