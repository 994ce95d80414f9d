"""Parts of pages that list records: search, filters, order, rows as links, pager, ticks.

A page defines its list by a `ListSpec`, gets the choices in the address from `chosen`, reads one page of rows by
`found`, and draws `controls`, its rows and `pager`. Choices are stored in the address and nowhere else, so that a
reload, a copied link and the back button show the same rows.
"""

from innovation_hub.ui.lists.address import Chosen, chosen, found, link_parameters, set_page, set_parameter
from innovation_hub.ui.lists.controls import controls, tabs
from innovation_hub.ui.lists.pager import pager
from innovation_hub.ui.lists.plain import choice
from innovation_hub.ui.lists.spec import FilterKind, ListFilter, ListSpec
from innovation_hub.ui.lists.ticking import Tickable, any_ticked, mode, ticks, unticked

__all__ = [
    "Chosen",
    "FilterKind",
    "ListFilter",
    "ListSpec",
    "Tickable",
    "any_ticked",
    "choice",
    "chosen",
    "controls",
    "found",
    "link_parameters",
    "mode",
    "pager",
    "set_page",
    "set_parameter",
    "tabs",
    "ticks",
    "unticked",
]
