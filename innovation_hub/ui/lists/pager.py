"""The switch of pages below a list; the page stands in the address."""

from functools import partial

from innovation_hub.i18n import Translator
from innovation_hub.ui import tables
from innovation_hub.ui.lists.address import Chosen, say
from innovation_hub.ui.lists.spec import PAGE, ListSpec


def pager(t: Translator, spec: ListSpec, chosen: Chosen, total: int) -> None:
    """Draw it, unless one page holds all of the ``total`` rows."""
    if total > chosen.size:
        turn = partial(_turn, chosen.size)
        tables.turner(t, spec.name, start=chosen.offset, size=chosen.size, total=total, turn=turn)


def _turn(size: int, offset: int) -> None:
    say(PAGE, str(offset // size + 1), "1")
