"""The switch of pages below a list; the page stands in the address."""

import streamlit as st

from innovation_hub.i18n import Translator
from innovation_hub.ui.lists.address import Chosen, say
from innovation_hub.ui.lists.spec import PAGE, ListSpec
from innovation_hub.ui.text import small


def pager(t: Translator, spec: ListSpec, chosen: Chosen, total: int) -> None:
    """Draw it, unless one page holds all of the ``total`` rows. At most two buttons, however many pages there are."""
    if total <= chosen.size:
        return
    first, last = chosen.offset + 1, min(chosen.offset + chosen.size, total)
    with st.container(horizontal=True, vertical_alignment="center"):
        if chosen.page:
            _turner(t("tables.previous"), "chevron_left", f"{spec.name}.previous", chosen.page)
        if last < total:
            _turner(t("tables.next"), "chevron_right", f"{spec.name}.next", chosen.page + 2)
        st.markdown(small(t("tables.shown", first=first, last=last, total=total)))


def _turner(label: str, icon: str, key: str, number: int) -> None:
    """A button to the page of this number, counted from 1."""
    st.button(label, key=key, icon=f":material/{icon}:", on_click=say, args=(PAGE, str(number), "1"))
