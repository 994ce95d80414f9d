"""HTML tables, shown row by row on phones, and pagers."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from html import escape as escape
from typing import Literal

import streamlit as st

from innovation_hub.i18n import Translator
from innovation_hub.ui import context
from innovation_hub.ui.html import html
from innovation_hub.ui.text import small

Align = Literal["left", "right"]
_NARROW = 2  # tables with up to this number of columns fit on phones; others are stacked there

# Colours are mixed from the text colour, so that they suit the light and the dark theme.
_STYLE = """<style>
.hub-table{overflow-x:auto}
.hub-table table{width:100%;border-collapse:collapse;font-size:var(--step--1)}
.hub-table caption{text-align:left;padding:.25rem 0 .5rem;opacity:.85}
.hub-table th,.hub-table td{padding:.5rem .6rem;text-align:left;vertical-align:top;
border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent)}
.hub-table th{font-weight:600;white-space:nowrap}
.hub-table .r{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.hub-table a{color:inherit;text-underline-offset:.18em}
.hub-table .chip{white-space:nowrap}
@media (pointer:coarse){.hub-table td a{display:inline-flex;align-items:center;min-width:2.75rem;min-height:2.75rem}}
@media (max-width:640px){
.hub-table.s thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.hub-table.s table,.hub-table.s tbody,.hub-table.s caption{display:block}
.hub-table.s tr{display:block;padding:.4rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 30%,transparent)}
.hub-table.s td,.hub-table.s .r{display:grid;grid-template-columns:minmax(6.5rem,38%) 1fr;gap:.75rem;border:0;
padding:.2rem 0;text-align:left;justify-items:start;white-space:normal}
.hub-table.s td::before{content:attr(data-label);font-weight:600}
.hub-table.s td:first-child{font-weight:600}
.hub-table.k tr{display:flex;flex-direction:column;padding:.6rem .8rem;margin-bottom:.6rem;border-radius:.6rem;
border:1px solid color-mix(in srgb,currentColor 25%,transparent)}
.hub-table.k .h{display:block;order:-1;padding-bottom:.35rem;font-weight:600}
.hub-table.k .h::before{content:none}
}
</style>"""


class Html(str):
    """Safe HTML; cells of any other type are escaped."""

    __slots__ = ()


def link(label: str, address: str) -> Html:
    """A cell with a link to a page of the hub, which ``links.js`` follows without reloading the hub."""
    return Html(f'<a href="{escape(address)}" target="_self" data-hub-page>{escape(label)}</a>')


def markup(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str,
    align: Sequence[Align] = (),
    cards: bool = False,
    heading: int = 0,
) -> str:
    """The HTML of a table. Roles are explicit because stacked tables lose the implicit ones.

    With ``cards`` a row is a card on a phone, headed by its first cell or another one.
    """
    sides = [*align, *["left"] * (len(headers) - len(align))]
    names = [
        f"{'r' if side == 'right' else ''}{' h' if cards and place == heading else ''}".strip()
        for place, side in enumerate(sides)
    ]
    marks = [f' class="{name}"' if name else "" for name in names]
    labels = [escape(header) for header in headers]
    head = "".join(
        f'<th scope="col" role="columnheader"{m}>{label}</th>' for label, m in zip(labels, marks, strict=True)
    )
    stacked = " s k" if cards else " s" if len(headers) > _NARROW else ""
    body = "".join(
        '<tr role="row">'
        + "".join(
            f'<td role="cell" data-label="{label}"{m}>{_cell(cell)}</td>'
            for cell, label, m in zip(row, labels, marks, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        # A table wider than its container scrolls, so it must be focusable by keyboard.
        f'{_STYLE}<div class="hub-table{stacked}" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table role="table"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _cell(cell: str) -> str:
    return cell if isinstance(cell, Html) else f"<span>{escape(cell)}</span>"


def table(
    headers: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str, align: Sequence[Align] = ()
) -> None:
    """Draw a table; cells are text, or `Html` that is known to be safe. ``align`` is by column."""
    html(markup(headers, rows, caption=caption, align=align))


def offset(key: str) -> int:
    """The offset of the current page in the list of this key."""
    return int(st.session_state.get(f"{key}.offset", 0))


def pager(total: int, size: int, key: str) -> int:
    """Draw the pager below a list, unless all is on one page; returns the offset.

    Call `offset` before the query, and this after the list.
    """
    start = min(offset(key), max(0, (total - 1) // size * size))
    st.session_state[f"{key}.offset"] = start
    if total <= size:
        return 0
    turner(context.t(), key, start=start, size=size, total=total, turn=partial(_turn, key))
    return start


def turner(
    t: Translator, name: str, *, start: int, size: int, total: int, turn: Callable[[int], None]
) -> None:
    """Draw buttons to the previous and next page, and which rows are shown; ``turn`` takes the offset of a page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if start:
            _to(t("tables.previous"), "chevron_left", f"{name}.previous", turn, start - size)
        if start + size < total:
            _to(t("tables.next"), "chevron_right", f"{name}.next", turn, start + size)
        st.markdown(small(t("tables.shown", first=start + 1, last=min(start + size, total), total=total)))


def restart(key: str) -> None:
    """Return to the first page of a list, for a filter's ``on_change``."""
    st.session_state.pop(f"{key}.offset", None)


def _to(label: str, icon: str, key: str, turn: Callable[[int], None], offset: int) -> None:
    st.button(label, key=key, icon=f":material/{icon}:", on_click=turn, args=(offset,))


def _turn(key: str, target: int) -> None:
    st.session_state[f"{key}.offset"] = target
