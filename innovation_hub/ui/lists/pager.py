"""The pager below a list; the page number is in the address."""

from functools import partial

from innovation_hub.i18n import Translator
from innovation_hub.ui import tables
from innovation_hub.ui.html import html
from innovation_hub.ui.lists import plain
from innovation_hub.ui.lists.address import Chosen, set_page
from innovation_hub.ui.lists.spec import ListSpec
from innovation_hub.ui.streamlit_insides import recording


def pager(t: Translator, spec: ListSpec, chosen: Chosen, total: int) -> None:
    """Draw the pager, unless all of the ``total`` rows are on one page."""
    if total <= chosen.size:
        return
    if recording():
        html(plain.turner(t, spec, chosen, total))
    else:
        turn = partial(_turn, chosen.size)
        tables.turner(t, spec.name, start=chosen.offset, size=chosen.size, total=total, turn=turn)


def _turn(size: int, offset: int) -> None:
    set_page(offset // size)
