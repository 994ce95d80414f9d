"""One record of a list, opened by the page's address: links of rows, and buttons to its neighbours."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from innovation_hub.i18n import Translator
from innovation_hub.services.paging import Neighbours
from innovation_hub.ui import lists, tables
from innovation_hub.ui.tables import Html
from innovation_hub.ui.text import small


def link(label: str, name: str, number: int, **kept: object) -> Html:
    """A cell with a link that opens the record on the same page; ``kept`` are further query parameters."""
    return tables.link(label, f"?{urlencode(kept | {name: number})}")


def show(name: str, number: int | None) -> None:
    """Open another record, or none, in the next run of the page."""
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
    size: int | None = None,
) -> None:
    """Draw buttons to the previous and next record of ``ids``, the position of this one, and a button to close it.

    ``ids`` may be a page of a list of ``total`` records, of which ``first`` are on earlier pages. ``closes`` is False
    on pages that always show a record.
    """
    place = ids.index(current) if current in ids else None
    with st.container(horizontal=True, vertical_alignment="center"):
        if place:
            page = (first + place - 1) // size if size else None
            _step(t("tables.thing_before"), "chevron_left", f"{name}.before", name, ids[place - 1], page)
        if place is not None and place + 1 < len(ids):
            page = (first + place + 1) // size if size else None
            _step(t("tables.thing_after"), "chevron_right", f"{name}.after", name, ids[place + 1], page)
        if place is not None:
            n = len(ids) if total is None else total
            st.markdown(small(t("tables.thing_place", place=first + place + 1, n=n)))
        if closes:
            _step(t("tables.thing_close"), "close", f"{name}.close", name, None)


def steps_near(
    t: Translator,
    name: str,
    current: int,
    near: Neighbours | None,
    *,
    closes: bool = True,
    size: int | None = None,
) -> None:
    """Draw the buttons of `steps` for known neighbours; without them only the button to close the record.

    With the ``size`` of the list's pages, a step also sets the page in the address to that of the record it opens.
    """
    if near is None:
        steps(t, name, (), current, closes=closes)
    else:
        steps(t, name, near.ids, current, first=near.first, total=near.total, closes=closes, size=size)


def _step(label: str, icon: str, key: str, name: str, number: int | None, page: int | None = None) -> None:
    st.button(
        label, key=key, icon=f":material/{icon}:", type="tertiary", on_click=_go, args=(name, number, page)
    )


def _go(name: str, number: int | None, page: int | None) -> None:
    show(name, number)
    if page is not None:
        lists.set_page(page)
