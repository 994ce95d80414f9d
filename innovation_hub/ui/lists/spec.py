"""What can be chosen in a list, as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

TEXT, ORDER, PAGE = "q", "order", "page"
"""The names in the address of the text that is sought, the order, and the page, counted from 1."""


class FilterKind(StrEnum):
    """How a filter is drawn: a box of options, an amount of shillings to type, or options side by side."""

    CHOICE = "choice"
    AMOUNT = "amount"
    TABS = "tabs"


@dataclass(frozen=True, slots=True)
class ListFilter:
    """One filter: its name in the address, the catalogue key of its label, and its values with their words.

    ``options`` is called only where the words are needed. ``usual`` stands where the address says nothing; a filter
    of kind `TABS` has one of its options there.
    """

    name: str
    label: str
    options: Callable[[], Mapping[str, str]] = dict
    kind: FilterKind = FilterKind.CHOICE
    usual: str = ""


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list of a page: ``search`` is the catalogue key of its search field, ``orders`` have the usual one first.

    ``keeps`` are the names in the address that belong to the page and not to the list.
    """

    name: str
    search: str
    filters: tuple[ListFilter, ...] = ()
    orders: Mapping[str, str] = field(default_factory=dict)
    size: int = 20
    keeps: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything of the list that can stand in the address, in the order in which links name it."""
        return (TEXT, *(one.name for one in self.filters), ORDER, PAGE)
