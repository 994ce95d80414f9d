"""One thing of a list, opened by the page's address: a link in each row, and steps to its neighbours."""

from collections.abc import Collection, Sequence
from urllib.parse import urlencode

import streamlit as st

from innovation_hub.i18n import Translator
from innovation_hub.ui import context, tables
from innovation_hub.ui.tables import Html
from innovation_hub.ui.text import small


def link(label: str, name: str, number: int, **kept: object) -> Html:
    """A cell that opens the thing on this very page; ``kept`` is what else its address says."""
    return tables.link(label, f"?{urlencode(kept | {name: number})}")


def opened(name: str, ids: Collection[int]) -> int | None:
    """The thing that the address names, when it is one of ``ids``."""
    wanted = context.page_id(name)
    return wanted if wanted in ids else None


def show(name: str, number: int | None) -> None:
    """Open another thing, or none, from the next drawing of the page on."""
    if number is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = str(number)


def steps(
    t: Translator,
    name: str,
    ids: Sequence[int],
    current: int,
    *,
    first: int = 0,
    total: int | None = None,
    closes: bool = True,
) -> None:
    """Buttons to the thing before and after among ``ids``, how far along this one is, and a way to close it.

    ``ids`` may be a page of a list of ``total`` things, of which ``first`` stand on earlier pages. A page that always
    shows one of them has nothing to close.
    """
    place = ids.index(current) if current in ids else None
    with st.container(horizontal=True, vertical_alignment="center"):
        if place:
            _step(t("tables.thing_before"), "chevron_left", f"{name}.before", name, ids[place - 1])
        if place is not None and place + 1 < len(ids):
            _step(t("tables.thing_after"), "chevron_right", f"{name}.after", name, ids[place + 1])
        if place is not None:
            n = len(ids) if total is None else total
            st.markdown(small(t("tables.thing_place", place=first + place + 1, n=n)))
        if closes:
            _step(t("tables.thing_close"), "close", f"{name}.close", name, None)


def _step(label: str, icon: str, key: str, name: str, number: int | None) -> None:
    st.button(label, key=key, icon=f":material/{icon}:", type="tertiary", on_click=show, args=(name, number))
