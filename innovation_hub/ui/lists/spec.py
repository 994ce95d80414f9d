"""Definition of a list: its filters, orders and page size."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

TEXT, ORDER, PAGE = "q", "order", "page"
"""Query parameters of the search text, the order, and the page, counted from 1."""


class FilterKind(StrEnum):
    """The widget of a filter: a select box, a text field for shillings, or options side by side."""

    CHOICE = "choice"
    AMOUNT = "amount"
    TABS = "tabs"


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A filter: its query parameter, the catalogue key of its label, and a function for its values with labels.

    ``options`` is called only when the labels are needed. ``usual`` is the default value; for a filter of kind `TABS`
    it is one of the options.
    """

    name: str
    label: str
    options: Callable[[], Mapping[str, str]] = dict
    kind: FilterKind = FilterKind.CHOICE
    usual: str = ""


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list of a page: ``search`` is the catalogue key of its search field, ``orders`` begin with the default one.

    ``keeps`` are query parameters of the page, which links of the list preserve.
    """

    name: str
    search: str
    filters: tuple[ListFilter, ...] = ()
    orders: Mapping[str, str] = field(default_factory=dict)
    size: int = 20
    keeps: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All query parameters of the list, in the order of links."""
        return (TEXT, *(one.name for one in self.filters), ORDER, PAGE)
