"""Rows with checkboxes for bulk actions: on one page at a time, each row in the version that was drawn.

HTML tables have no checkboxes, so there is a mode in which each row is a checkbox with its facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from innovation_hub.i18n import Translator
from innovation_hub.ui import decision
from innovation_hub.ui.html import html
from innovation_hub.ui.lists.spec import ListSpec
from innovation_hub.ui.tables import Html
from innovation_hub.ui.text import md

Ticked = dict[int, tuple[int, str]]
"""Version and name of each ticked row, as of the tick, by id."""


@dataclass(frozen=True, slots=True)
class Tickable:
    """A row with a checkbox: its name as plain text, ``facts`` as HTML, possibly with a link.

    ``can`` is False when the action is not possible for it.
    """

    id: int
    version: int
    name: str
    facts: Html
    can: bool = True


def mode(t: Translator, spec: ListSpec) -> bool:
    """Draw the switch of the mode; returns whether it is on."""
    return st.toggle(t("lists.tick"), key=f"{spec.name}.ticking")


def ticks(t: Translator, spec: ListSpec, place: str, rows: Sequence[Tickable]) -> decision.Seen:
    """Draw the rows with their checkboxes; the version of the result is the ticked pairs of id and version.

    ``place`` identifies the list's filters and page: ticks are cleared when it changes.
    """
    ticked = _ticked(spec, place)
    possible = [row for row in rows if row.can]
    if len(possible) > 1:
        every = all(row.id in ticked for row in possible)
        label = t("lists.untick_all") if every else t("lists.tick_all", n=len(possible))
        args = (spec.name, place, [] if every else possible)
        st.button(label, key=f"{spec.name}.tick_all", type="tertiary", on_click=_tick_all, args=args)
    for row in rows:
        _box(spec, place, row, ticked)
    _overtaken(t, ticked, rows)
    return decision.seen(f"{spec.name}.ticked", tuple((id, version) for id, (version, _) in ticked.items()))


def any_ticked(spec: ListSpec) -> bool:
    """Whether rows are ticked, also if they are no longer in the list."""
    return bool(st.session_state.get(f"{spec.name}.ticked", ("", {}))[1])


def unticked(spec: ListSpec) -> None:
    """Clear all ticks, after the action."""
    st.session_state.pop(f"{spec.name}.ticked", None)
    decision.settle(f"{spec.name}.ticked")


def _ticked(spec: ListSpec, place: str) -> Ticked:
    where, ticked = st.session_state.get(f"{spec.name}.ticked", (place, {}))
    if where != place:
        unticked(spec)
        return {}
    return dict(ticked)


def _box(spec: ListSpec, place: str, row: Tickable, ticked: Ticked) -> None:
    key = f"{spec.name}.tick.{row.id}"
    if st.session_state.get(key) != (row.id in ticked):
        st.session_state[key] = row.id in ticked
    st.checkbox(md(row.name), key=key, disabled=not row.can, on_change=_tick, args=(spec.name, place, row))
    html(f'<div style="margin:-.75rem 0 .5rem 1.75rem">{row.facts}</div>')


def _overtaken(t: Translator, ticked: Ticked, rows: Sequence[Tickable]) -> None:
    """Draw a warning with the ticked rows that have changed since."""
    now = {row.id: row.version for row in rows}
    changed = [name for id, (version, name) in ticked.items() if now.get(id) != version]
    if changed:
        names = "\n".join(f"- {md(name)}" for name in changed)
        st.warning(f"{t('lists.changed', n=len(changed))}\n\n{names}", icon=":material/sync_problem:")


def _tick(list_name: str, place: str, row: Tickable) -> None:
    """Tick a row in the version that was drawn, or untick it."""
    ticked: Ticked = dict(st.session_state.get(f"{list_name}.ticked", (place, {}))[1])
    if st.session_state.get(f"{list_name}.tick.{row.id}"):
        ticked[row.id] = (row.version, row.name)
    else:
        ticked.pop(row.id, None)
    _keep(list_name, place, ticked)


def _tick_all(list_name: str, place: str, rows: Sequence[Tickable]) -> None:
    _keep(list_name, place, {row.id: (row.version, row.name) for row in rows})


def _keep(list_name: str, place: str, ticked: Ticked) -> None:
    st.session_state[f"{list_name}.ticked"] = (place, ticked)
    decision.settle(f"{list_name}.ticked")  # the reader's own choice
