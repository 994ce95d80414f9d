"""Parsing of a list's choices in the address; invalid ones are ignored and reported.

Streamlit can bind widgets to the address, but writes labels in the reader's language, and does not allow other code to
set the address again, as `innovation_hub.ui.context.keep_address` must.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import streamlit as st

from innovation_hub.domain.money import Money, parse_money
from innovation_hub.errors import Invalid
from innovation_hub.i18n import Translator
from innovation_hub.services.paging import Page
from innovation_hub.ui.errors import sentence
from innovation_hub.ui.lists.spec import ORDER, PAGE, TEXT, FilterKind, ListFilter, ListSpec

P = TypeVar("P", bound=Page[Any])
LONGEST = 100
"""The most characters of a value in the address."""
ALL = "all"
"""A value in addresses of earlier releases for no filter; read as the default, without a warning."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices in the address: ``values`` and ``amounts`` by the name of the filter, without defaults.

    ``page`` counts from 0. ``problems`` are sentences about invalid values.
    """

    text: str
    values: Mapping[str, str]
    amounts: Mapping[str, Money]
    order: str
    page: int
    size: int
    problems: tuple[str, ...]

    @property
    def offset(self) -> int:
        """The number of rows on the previous pages."""
        return self.page * self.size

    @property
    def narrows(self) -> bool:
        """Whether a search or a filter is set."""
        return bool(self.text or self.values or self.amounts)

    def between(self, lower: str, upper: str) -> tuple[Money | None, Money | None]:
        """The amounts of two filters as lower and upper bound, swapped if they are in the wrong order."""
        least, most = self.amounts.get(lower), self.amounts.get(upper)
        wrong = least is not None and most is not None and least > most
        return (most, least) if wrong else (least, most)


def parameters(names: Iterable[str]) -> dict[str, str]:
    """The values of these query parameters, without empty ones.

    All are read in one step: each access to a single parameter takes Streamlit's session lock.
    """
    address = st.query_params.to_dict()
    return {name: value for name in names if (value := address.get(name, "").strip()[:LONGEST])}


def parameter(name: str) -> str:
    """The value of a query parameter; empty if it is missing."""
    return parameters([name]).get(name, "")


def set_parameter(name: str, value: str, usual: str = "") -> None:
    """Set a choice in the address, and return to the first page."""
    if value == usual:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
    if name != PAGE:
        st.query_params.pop(PAGE, None)


def set_page(page: int) -> None:
    """Set the page in the address, counted from 0."""
    set_parameter(PAGE, str(page + 1), "1")


def chosen(t: Translator, spec: ListSpec) -> Chosen:
    """The choices of a list in the address."""
    values: dict[str, str] = {}
    amounts: dict[str, Money] = {}
    problems: list[str] = []
    address = parameters((TEXT, ORDER, PAGE, *(one.name for one in spec.filters)))
    for one in spec.filters:
        wanted = address.get(one.name, "")
        if one.kind is FilterKind.AMOUNT:
            _amount(t, one, wanted, amounts, problems)
        elif wanted and wanted in one.options():
            values[one.name] = wanted
        else:
            if wanted == ALL:
                st.query_params.pop(one.name, None)
            elif wanted:
                problems.append(t("lists.unknown", what=t(one.label)))
            if one.usual:
                values[one.name] = one.usual
    usual = next(iter(spec.orders), "")
    order = address.get(ORDER, usual)
    if order not in spec.orders:
        if spec.orders:
            problems.append(t("lists.unknown", what=t("lists.order")))
        order = usual
    page = _page(address.get(PAGE, ""))
    return Chosen(address.get(TEXT, ""), values, amounts, order, page, spec.size, tuple(problems))


def _amount(
    t: Translator, one: ListFilter, wanted: str, amounts: dict[str, Money], problems: list[str]
) -> None:
    if not wanted:
        return
    try:
        amounts[one.name] = parse_money(wanted, field=one.name, allow_zero=True)
    except Invalid as refusal:
        problems.append(f"{t(one.label)}: {sentence(t, refusal)}")


def _page(text: str) -> int:
    return max(0, int(text) - 1) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def link_parameters(spec: ListSpec) -> dict[str, str]:
    """The query parameters that links of rows preserve, so that links back lead to the same rows."""
    return parameters((*spec.keeps, *spec.names))


def found(chosen: Chosen, read: Callable[[int], P]) -> tuple[Chosen, P]:
    """The requested page of rows, or the last one if there are fewer pages; ``read`` takes an offset.

    Also returns the choices, with the number of the page shown.
    """
    rows = read(chosen.offset)
    if rows.items or not chosen.page:
        return chosen, rows
    last = max(0, (rows.total - 1) // chosen.size)
    at = replace(chosen, page=last)
    set_page(last)
    return at, read(at.offset)
