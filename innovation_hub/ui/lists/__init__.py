"""The skeleton of a page that lists records: search, filters, order, rows that are links, pages, ticks.

A page says as data what can be chosen (`ListSpec`), asks `chosen` for what stands in the address, reads one page of
rows by `found`, and draws `controls`, its rows and `pager`. What is chosen stands in the address and nowhere else, so
that a reload, a copied link and a step back find the same rows.
"""

from innovation_hub.ui.lists.address import Chosen, chosen, found, kept
from innovation_hub.ui.lists.controls import controls, tabs
from innovation_hub.ui.lists.pager import pager
from innovation_hub.ui.lists.spec import FilterKind, ListFilter, ListSpec
from innovation_hub.ui.lists.ticking import Tickable, mode, ticks, unticked

__all__ = [
    "Chosen",
    "FilterKind",
    "ListFilter",
    "ListSpec",
    "Tickable",
    "chosen",
    "controls",
    "found",
    "kept",
    "mode",
    "pager",
    "tabs",
    "ticks",
    "unticked",
]
