"""The controls and the pager of a list as plain HTML, a form sent by GET and links, for pages without a script."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from innovation_hub.domain import addresses
from innovation_hub.i18n import Translator
from innovation_hub.ui import context
from innovation_hub.ui.lists.address import LONGEST, Chosen, link_parameters, parameter, parameters
from innovation_hub.ui.lists.spec import ORDER, PAGE, TEXT, FilterKind, ListFilter, ListSpec

HERE = "data-hub-here"
"""The attribute of a link in place of a button of Streamlit's: once that has drawn the page, it is pressed instead."""


def form(t: Translator, spec: ListSpec, chosen: Chosen) -> str:
    """The HTML of the search, the filters and the order of a list."""
    fields = [_field(t(spec.search), _input(TEXT, chosen.text, "search"))]
    fields += [_filter(t, one, chosen) for one in spec.filters]
    if len(spec.orders) > 1:
        fields.append(_field(t("lists.order"), _select(ORDER, spec.orders, chosen.order)))
    here = addresses.of(context.page_address(), parameters(spec.keeps))
    hidden = [
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in here.rest
    ]
    button = f'<button type="submit">{escape(t("lists.show"))}</button>'
    return _form(here.path, "".join([*fields, *hidden]) + button)


def turner(t: Translator, spec: ListSpec, chosen: Chosen, total: int) -> str:
    """The HTML of links to the previous and next page, with which rows are shown."""
    links = []
    if chosen.page:
        links.append(_link(t("tables.previous"), spec, chosen.page - 1))
    if chosen.offset + chosen.size < total:
        links.append(_link(t("tables.next"), spec, chosen.page + 1))
    last = min(chosen.offset + chosen.size, total)
    shown = escape(t("tables.shown", first=chosen.offset + 1, last=last, total=total))
    return f'<p class="hub-plain-pager">{" ".join(links)} <small>{shown}</small></p>'


def choice(name: str, label: str, options: Mapping[str, str], value: str, button: str) -> str:
    """The HTML of a choice that leads to the same page with another value of the query parameter ``name``."""
    field = _field(label, _select(name, options, value))
    page = addresses.of(context.page_address())
    return _form(page.path, f'{field}<button type="submit">{escape(button)}</button>')


def _form(action: str, inside: str) -> str:
    return f'<form class="hub-plain-form" method="get" action="{escape(action)}">{inside}</form>'


def links(name: str, label: str, options: Mapping[str, str], value: str) -> str:
    """The HTML of links to the same page with other values of the query parameter ``name``, like tabs."""
    listed = "".join(
        f'<a href="{escape(_with(name, one))}" {HERE}{_current(one == value)}>{escape(words)}</a>'
        for one, words in options.items()
    )
    return f'<nav class="hub-plain-links" aria-label="{escape(label)}">{listed}</nav>'


def onward(name: str, value: str, label: str) -> str:
    """The HTML of the main link to the same page with another value of the query parameter ``name``."""
    return f'<a class="hub-plain-onward" href="{escape(_with(name, value))}" {HERE}>{escape(label)}</a>'


def _with(name: str, value: str) -> str:
    return addresses.written(context.page_address(), st.query_params.to_dict() | {name: value})


def _current(current: bool) -> str:
    return ' aria-current="step"' if current else ""


def _filter(t: Translator, one: ListFilter, chosen: Chosen) -> str:
    if one.kind is FilterKind.AMOUNT:
        return _field(t(one.label), _input(one.name, parameter(one.name), "text", digits=True))
    options: Mapping[str, str] = one.options()
    if one.kind is FilterKind.CHOICE:
        options = {"": t("lists.any"), **options}
    return _field(t(one.label), _select(one.name, options, chosen.values.get(one.name, one.usual)))


def _field(label: str, control: str) -> str:
    return f"<label><span>{escape(label)}</span>{control}</label>"


def _input(name: str, value: str, kind: str, *, digits: bool = False) -> str:
    more = ' inputmode="numeric"' if digits else ""
    return f'<input type="{kind}"{more} name="{escape(name)}" value="{escape(value)}" maxlength="{LONGEST}">'


def _select(name: str, options: Mapping[str, str], value: str) -> str:
    listed = "".join(_option(one, label, one == value) for one, label in options.items())
    return f'<select name="{escape(name)}">{listed}</select>'


def _option(value: str, label: str, chosen: bool) -> str:
    mark = " selected" if chosen else ""
    return f'<option value="{escape(value)}"{mark}>{escape(label)}</option>'


def _link(label: str, spec: ListSpec, page: int) -> str:
    query = {name: value for name, value in link_parameters(spec).items() if name != PAGE}
    query |= {PAGE: str(page + 1)} if page else {}
    return f'<a href="{escape(addresses.written(context.page_address(), query))}">{escape(label)}</a>'
