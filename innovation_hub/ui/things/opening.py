"""One record of a list, opened by the page's address: links of rows, and buttons to its neighbours."""

from urllib.parse import urlencode

import streamlit as st

from innovation_hub.i18n import Translator
from innovation_hub.services.paging import Neighbours
from innovation_hub.ui import lists, tables
from innovation_hub.ui.tables import Html
from innovation_hub.ui.text import small


def link(label: str, name: str, number: int, **query: object) -> Html:
    """A cell with a link that opens the record on the same page; ``query`` are further parameters."""
    return tables.link(label, f"?{urlencode(query | {name: number})}")


def show(name: str, number: int | None) -> None:
    """Open another record, or none, in the next run of the page."""
    if number is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = str(number)


def steps(
    t: Translator, name: str, current: int, near: Neighbours | None, *, size: int, closes: bool = True
) -> None:
    """Draw buttons to the previous and next record, the position of this one in its list, and a button to close it.

    Without neighbours only the latter is drawn; ``closes`` is False on pages that always show a record. A step also
    sets the page of the list in the address, of ``size`` records each, to that of the record it opens.
    """
    if near is None and not closes:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if near:
            _to_neighbours(t, name, current, near, size)
        if closes:
            _step(t("tables.thing_close"), "close", f"{name}.close", name, None)


def _to_neighbours(t: Translator, name: str, current: int, near: Neighbours, size: int) -> None:
    at = near.ids.index(current)
    place = near.first + at
    if at > 0:
        page = (place - 1) // size
        _step(t("tables.thing_before"), "chevron_left", f"{name}.before", name, near.ids[at - 1], page)
    if at + 1 < len(near.ids):
        page = (place + 1) // size
        _step(t("tables.thing_after"), "chevron_right", f"{name}.after", name, near.ids[at + 1], page)
    st.markdown(small(t("tables.thing_place", place=place + 1, n=near.total)))


def _step(label: str, icon: str, key: str, name: str, number: int | None, page: int | None = None) -> None:
    st.button(
        label, key=key, icon=f":material/{icon}:", type="tertiary", on_click=_go, args=(name, number, page)
    )


def _go(name: str, number: int | None, page: int | None) -> None:
    show(name, number)
    if page is not None:
        lists.set_page(page)
