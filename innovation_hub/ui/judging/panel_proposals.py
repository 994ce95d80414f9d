"""The panels of a call: their list, and the panel of one proposal (``proposal=17``) with the forms to change it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import Track
from innovation_hub.i18n import LANGUAGES, Translator, translator
from innovation_hub.services import panels
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.paging import SIZE, Neighbours, Page, neighbours_shown
from innovation_hub.services.panels import Panel, PanelShow, Seat
from innovation_hub.ui import chrome, decision, errors, state, tables, things
from innovation_hub.ui.html import html
from innovation_hub.ui.judging import proposal_text
from innovation_hub.ui.lists import Chosen, FilterKind, ListFilter, ListSpec
from innovation_hub.ui.text import md

PROPOSAL = "proposal"
_RELEASABLE = (AssignmentState.ASSIGNED, AssignmentState.ACCEPTED)


def spec(t: Translator) -> ListSpec:
    """Return the definition of the list of panels of a call."""
    # keys: panels.show.*, screening.language.*
    shows = {show.value: t(f"panels.show.{show.value}") for show in PanelShow}
    kinds = {track.value: proposal_text.track(t, track) for track in Track}
    languages = {code: t(f"screening.language.{code}") for code in LANGUAGES}
    filters = (
        ListFilter("show", "panels.show", lambda: shows, FilterKind.TABS, PanelShow.ALL.value),
        ListFilter("kind", "screening.column.track", lambda: kinds),
        ListFilter("language", "screening.text_language", lambda: languages),
    )
    return ListSpec("panels.proposals", "judging.search", filters, size=SIZE, keeps=("call", things.TAB))


def read(actor: Actor, call: JudgedCall, chosen: Chosen, offset: int) -> Page[Panel]:
    """Read one page of the matching panels."""
    return panels.panels(actor, **_wanted(call, chosen), offset=offset, size=chosen.size)


def near(
    actor: Actor, call: JudgedCall, chosen: Chosen, page: Page[Panel], proposal_id: int
) -> Neighbours | None:
    """The neighbours of a panel in the filtered list with this page; None unless it is on it or beside it."""
    ids = [panel.proposal_id for panel in page.items]
    shown = neighbours_shown(ids, proposal_id, offset=chosen.offset, total=page.total)
    if shown:
        return shown
    wanted = _wanted(call, chosen)
    return panels.near_panel(actor, **wanted, proposal_id=proposal_id, offset=chosen.offset, size=chosen.size)


def _wanted(call: JudgedCall, chosen: Chosen) -> dict[str, Any]:
    values = chosen.values
    return {
        "call_id": call.id,
        "per_proposal": call.judges_per_proposal,
        "show": PanelShow(values["show"]),
        "text": chosen.text,
        "track": Track(values["kind"]) if "kind" in values else None,
        "language": values.get("language"),
    }


def table(t: Translator, call: JudgedCall, query: Mapping[str, str], page: Page[Panel]) -> None:
    """Draw a page of the list; each row is a link to the panel of its proposal."""
    html(_table(t.lang, call.judges_per_proposal, tuple(query.items()), tuple(page.items), page.total))


@lru_cache(maxsize=64)
def _table(
    lang: str, wanted: int, query: tuple[tuple[str, str], ...], listed: tuple[Panel, ...], total: int
) -> str:
    """The table as HTML, cached."""
    t = translator(lang)
    rows = [
        (
            things.link(f"{panel.code} · {panel.title}", PROPOSAL, panel.proposal_id, **dict(query)),
            f"{panel.active} / {wanted}",
            seats(t, panel.seats),
        )
        for panel in listed
    ]
    headers = [t("judging.proposal"), t("panels.size"), t("panels.seats")]
    return tables.markup(
        headers, rows, caption=t("panels.caption", n=total), align=("left", "right"), cards=True
    )


def seats(t: Translator, taken: Sequence[Seat]) -> str:
    """The judges of a panel, each with the state of their review."""
    return ", ".join(_seat(t, seat) for seat in taken) or "–"


def _seat(t: Translator, seat: Seat) -> str:
    said = state.label(t, "assignment", seat.state.value)
    return f"{seat.judge} ({said}; {t('panels.seat_gone')})" if seat.gone else f"{seat.judge} ({said})"


def gone(t: Translator, actor: Actor, present: set[int]) -> None:
    """Draw what changed about a panel on which the organiser was about to decide and that is not ``present``."""
    decision.gone("panels.seats", present, partial(_change_sentence, t, actor))


def _change_sentence(t: Translator, actor: Actor, proposal_id: int, was: tuple[Seat, ...]) -> str | None:
    """A sentence on a panel that is no longer listed; None if it is unchanged since it was seen."""
    found = panels.seats(actor, proposal_id=proposal_id)
    if found is None:
        return t("errors.not_found")
    code, now = found
    return None if now == was else t("panels.became", code=md(code), seats=md(seats(t, now)))


def one(t: Translator, actor: Actor, call: JudgedCall, panel: Panel, *, may_change: bool) -> None:
    """Draw the panel of a proposal with its judges and, if it may change, the form to assign or release one."""
    badge = state.badge(t, "proposal", panel.state.value)
    size = f"{t('panels.size')}: {panel.active} / {call.judges_per_proposal}"
    st.markdown(f"## {md(panel.title)}\n\n{md(panel.code)} {badge} · {size}", anchors=False)
    if panel.seats:
        rows = [(seat.judge, _standing(t, seat)) for seat in panel.seats]
        tables.table([t("panels.judge"), t("judging.state")], rows, caption=t("panels.seats"))
    else:
        st.info(t("panels.no_seat"), icon=":material/info:")
    if may_change:
        with things.actions(t):
            _change(t, actor, panel)


def _standing(t: Translator, seat: Seat) -> tables.Html:
    chip = state.chip(t, "assignment", seat.state.value)
    return tables.Html(f"{chip} {t('panels.seat_gone')}") if seat.gone else chip


def _change(t: Translator, actor: Actor, panel: Panel) -> None:
    on = decision.seen(
        f"panels.seats.{panel.proposal_id}", panel.seats, {t("panels.seats"): seats(t, panel.seats)}
    )
    free = {judge[0]: judge for judge in panels.free_judges(actor, proposal_id=panel.proposal_id)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        judge = st.selectbox(
            t("panels.free_judges"),
            list(free),
            index=None,
            key=f"panels.free.{panel.proposal_id}",
            format_func=lambda i: f"{free[i][1]} ({free[i][2]} / {free[i][3]})",
            placeholder=t("panels.choose_judge") if free else t("panels.no_free_judge"),
            width=360,
        )
        asked = decision.button(on, t("panels.assign"), key="panels.assign", disabled=judge is None)
    with errors.shown():
        if asked and judge is not None:
            panels.assign(actor, proposal_id=panel.proposal_id, account_id=judge, seen=on.version)
            decision.settle(on.name)
            chrome.flash(t("panels.assigned", judge=md(free[judge][1]), code=panel.code))
            st.rerun()
        _release(t, actor, panel, on)


def _release(t: Translator, actor: Actor, panel: Panel, on: decision.Seen) -> None:
    with st.container(horizontal=True):
        for seat in panel.seats:
            if seat.state in _RELEASABLE and decision.button(
                on,
                t("panels.release", judge=md(seat.judge)),
                key=f"panels.release.{seat.assignment_id}",
                icon=":material/person_remove:",
            ):
                panels.release(actor, assignment_id=seat.assignment_id, seen=on.version)
                decision.settle(on.name)
                chrome.flash(t("panels.released", judge=md(seat.judge), code=panel.code))
                st.rerun()
