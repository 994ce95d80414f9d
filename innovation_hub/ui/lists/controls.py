"""The controls above the rows: tabs, search, and a popover with order and filters; each sets the address."""

from collections.abc import Iterable, Mapping
from functools import partial

import streamlit as st

from innovation_hub.i18n import Translator
from innovation_hub.ui.forms import AMOUNT, PICK
from innovation_hub.ui.html import html
from innovation_hub.ui.lists import plain
from innovation_hub.ui.lists.address import LONGEST, Chosen, parameter, parameters, set_parameter
from innovation_hub.ui.lists.spec import ORDER, PAGE, TEXT, FilterKind, ListFilter, ListSpec
from innovation_hub.ui.streamlit_insides import recording

_WIDE = 280  # pixels


def tabs(t: Translator, spec: ListSpec, chosen: Chosen) -> None:
    """Draw the filters of kind `FilterKind.TABS`."""
    for one in spec.filters:
        if one.kind is FilterKind.TABS:
            options = one.options()
            key = _set(spec, one.name, chosen.values.get(one.name, one.usual))
            st.segmented_control(
                t(one.label),
                list(options),
                key=key,
                required=True,
                format_func=partial(_label, options),
                wrap=True,
                on_change=_store,
                args=(one.name, key, one.usual),
            )


def controls(t: Translator, spec: ListSpec, chosen: Chosen) -> None:
    """Draw all controls, and warnings about invalid parts of the address."""
    for problem in chosen.problems:
        st.warning(problem, icon=":material/link_off:")
    if recording():
        html(plain.form(t, spec, chosen))
        return
    tabs(t, spec, chosen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = _set(spec, TEXT, chosen.text)
        st.text_input(
            t(spec.search),
            key=key,
            max_chars=LONGEST,
            icon=":material/search:",
            width=_WIDE,
            on_change=_store,
            args=(TEXT, key, ""),
        )
        _popover(t, spec, chosen)


def _popover(t: Translator, spec: ListSpec, chosen: Chosen) -> None:
    filters = [one for one in spec.filters if one.kind is not FilterKind.TABS]
    sorts = len(spec.orders) > 1
    if not filters and not sorts:
        return
    number = len(parameters(one.name for one in filters))
    # The label is constant: with another one it would be another widget, and closed. The button has the number.
    label = t("lists.filters_and_order") if sorts else t("lists.filters")
    box = st.popover(label, icon=":material/filter_alt:", key=f"{spec.name}.filters", on_change="rerun")
    drawn = f"{spec.name}.boxes"
    if box.open:
        st.session_state[drawn] = True
        with box:
            if sorts:
                _box(t("lists.order"), spec, ORDER, spec.orders, chosen.order, next(iter(spec.orders)))
            for one in filters:
                _filter(t, spec, one, chosen)
    elif st.session_state.pop(drawn, False):
        _forget(spec, [ORDER, *(one.name for one in filters)])
    if number:
        st.button(
            t("lists.clear", n=number),
            key=f"{spec.name}.clear",
            type="tertiary",
            icon=":material/close:",
            on_click=_clear,
            args=(tuple(one.name for one in filters),),
        )


def _filter(t: Translator, spec: ListSpec, one: ListFilter, chosen: Chosen) -> None:
    if one.kind is FilterKind.AMOUNT:
        key = _set(spec, one.name, parameter(one.name))
        st.text_input(
            t(one.label),
            key=key,
            max_chars=40,
            autocomplete=AMOUNT,
            on_change=_store,
            args=(one.name, key, ""),
        )
    else:
        options = {"": t("lists.any"), **one.options()}
        _box(t(one.label), spec, one.name, options, chosen.values.get(one.name, ""), "")


def _box(label: str, spec: ListSpec, name: str, options: Mapping[str, str], value: str, usual: str) -> None:
    key = _set(spec, name, value)
    st.selectbox(
        label,
        list(options),
        key=key,
        format_func=partial(_label, options),
        on_change=_store,
        args=(name, key, usual),
    )


def _label(options: Mapping[str, str], value: str) -> str:
    return options.get(value, value)


def _set(spec: ListSpec, name: str, value: str) -> str:
    """Set a widget's value to that in the address; returns its key."""
    key = _key(spec, name)
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _key(spec: ListSpec, name: str) -> str:
    return f"{PICK}{spec.name}.{name}"


def _forget(spec: ListSpec, names: Iterable[str]) -> None:
    """Delete the values of boxes that are not drawn, so that they are set from the address when they are drawn.

    A preserved value, as on a change of language, would not be sent to the browser again.
    """
    for name in names:
        st.session_state.pop(_key(spec, name), None)


def _store(name: str, key: str, usual: str) -> None:
    set_parameter(name, str(st.session_state.get(key) or usual).strip(), usual)


def _clear(names: tuple[str, ...]) -> None:
    for name in (*names, PAGE):
        st.query_params.pop(name, None)
