"""Parts of the organiser's page of panels: judges, panels of proposals, conflicts."""

from collections.abc import Sequence
from functools import lru_cache, partial

import streamlit as st

from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.panels import Expertise
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, translator
from innovation_hub.services import panels
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.panels import Panel, PanelJudge, Seat
from innovation_hub.ui import chrome, decision, errors, forms, state, tables
from innovation_hub.ui.html import html
from innovation_hub.ui.judging import leaving
from innovation_hub.ui.text import md

PANELS, CONFLICTS, SIZE = "panels.list", "panels.conflicts", 20
_RELEASABLE = (AssignmentState.ASSIGNED, AssignmentState.ACCEPTED)


def institution_name(t: Translator, sw: str | None, en: str | None) -> str:
    """An institution's name in the reader's language, «–» without one."""
    return t.pick(sw or "", en or "") or "–"


def judges_table(t: Translator, judges: Sequence[PanelJudge]) -> None:
    """Draw the table of judges with their loads and progress."""
    html(_judges(t.lang, tuple(judges)))


@lru_cache(maxsize=64)
def _judges(lang: str, judges: tuple[PanelJudge, ...]) -> str:
    """The table as HTML, cached."""
    t = translator(lang)
    rows = [
        (
            _who(t, judge),
            t("panels.yes" if judge.signed else "panels.no"),
            f"{judge.load} / {judge.capacity}",
            f"{judge.submitted} / {judge.load}",
        )
        for judge in judges
    ]
    headers = [
        t("panels.judge"),
        t("panels.signed"),
        t("panels.load"),
        t("panels.submitted"),
    ]
    return tables.markup(
        headers, rows, caption=t("panels.judges_caption"), align=("left", "left", "right", "right")
    )


def _who(t: Translator, judge: PanelJudge) -> str:
    institution = t.pick(judge.institution_sw or "", judge.institution_en or "")
    name = f"{judge.name}, {institution}" if institution else judge.name
    if judge.gone:
        return f"{name} ({t('panels.gone', n=judge.load - judge.submitted)})"
    return f"{name} ({t('panels.declined', n=judge.declined)})" if judge.declined else name


def invite(t: Translator, actor: Actor, call: JudgedCall) -> None:
    """Draw the form that invites judges, in an expander."""
    form = forms.prefix(f"panels.invite.{call.id}")
    with st.expander(t("panels.invite_title"), key="panels.inviting", on_change="rerun") as box:
        if not box.open:
            return
        found = {c.id: c for c in panels.candidates(actor, call_id=call.id)}
        if not found:
            st.markdown(t("panels.no_candidates"))
            return
        chosen = st.multiselect(
            t("panels.invite_who"),
            list(found),
            key=f"{form}.who",
            format_func=lambda i: (
                f"{found[i].name} · {institution_name(t, found[i].institution_sw, found[i].institution_en)}"
            ),
        )
        capacity = st.number_input(
            t("panels.capacity"),
            1,
            500,
            panels.CAPACITY,
            key=f"{form}.capacity",
            help=t("panels.capacity_help"),
        )
        if st.button(t("panels.invite"), key=f"{form}.send", type="primary", icon=":material/person_add:"):
            with errors.shown():
                panels.invite(actor, call_id=call.id, account_ids=chosen, capacity=int(capacity))
                forms.accepted(f"panels.invite.{call.id}")
                chrome.flash(t("panels.invited", n=len(chosen)))
                st.rerun()


def change_judge(t: Translator, actor: Actor, call: JudgedCall, judges: Sequence[PanelJudge]) -> None:
    """Draw the forms that change or remove a judge, in an expander."""
    by_id = {judge.id: judge for judge in judges}
    with st.expander(t("panels.change_judge"), key="panels.changing", on_change="rerun") as box:
        if not box.open:
            return
        scope = f"panels.judge.{call.id}"
        decision.gone(scope, by_id, lambda _id, name: t("panels.judge_left", judge=md(name[0])))
        chosen = st.selectbox(
            t("panels.judge"), list(by_id), key=f"panels.judge.{call.id}", format_func=lambda i: by_id[i].name
        )
        _terms(t, actor, call, by_id[chosen])
        leaving.show(t, actor, call, by_id[chosen])


def _terms(t: Translator, actor: Actor, call: JudgedCall, judge: PanelJudge) -> None:
    """Draw the form of a judge's capacity and fields, bound to the values seen."""
    current = panels.terms(actor, call_id=call.id, account_id=judge.id)
    known = current.fields
    # keys: panels.field.*
    names = ", ".join(t(f"panels.field.{one.value}") for one in sorted(known))
    facts = {t("panels.capacity"): str(current.capacity), t("panels.fields"): names}
    on = decision.seen(f"panels.judge.{call.id}.{judge.id}", (judge.name, current), facts)
    key = f"{on.name}.{on.turn}" if on.turn else on.name
    capacity = st.number_input(t("panels.capacity"), 1, 500, current.capacity, key=f"{key}.capacity")
    fields = choose_fields(t, known, f"{key}.fields")
    if decision.button(on, t("panels.save"), key=f"{on.name}.save"):
        with errors.shown():
            wanted = panels.JudgeTerms(int(capacity), frozenset(fields))
            panels.set_terms(actor, call_id=call.id, account_id=judge.id, seen=on.version[1], wanted=wanted)
            decision.settle(on.name)
            chrome.flash(t("panels.saved"))
            st.rerun()


def choose_fields(t: Translator, known: frozenset[Expertise], key: str) -> list[Expertise]:
    """Draw the choice of a judge's fields of expertise, initially ``known``; returns the chosen ones."""
    # keys: panels.field.*
    return st.multiselect(
        t("panels.fields"),
        list(Expertise),
        sorted(known, key=list(Expertise).index),
        key=key,
        format_func=lambda field: t(f"panels.field.{field.value}"),
        help=t("panels.fields_help"),
    )


def proposals(t: Translator, actor: Actor, call: JudgedCall) -> Sequence[Panel]:
    """Draw a page of the panels of proposals with its filters; returns the panels shown."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        only_open = st.toggle(t("panels.only_open"), key="panels.only_open")
        text = st.text_input(t("judging.search"), key="panels.text", icon=":material/search:", width=280)
    key = f"{PANELS}.{call.id}.{only_open}.{text}"
    page = panels.panels(
        actor,
        call_id=call.id,
        per_proposal=call.judges_per_proposal,
        only_open=only_open,
        text=text,
        offset=tables.offset(key),
        size=SIZE,
    )
    present = {panel.proposal_id for panel in page.items}
    decision.gone("panels.seats", present, partial(_change_sentence, t, actor))
    if not page.total:
        st.info(t("panels.nothing_listed"), icon=":material/task_alt:")
        return []
    rows = [
        (f"{panel.code} · {panel.title}", _size(call, panel), _seats(t, panel.seats)) for panel in page.items
    ]
    headers = [t("judging.proposal"), t("panels.size"), t("panels.seats")]
    tables.table(headers, rows, caption=t("panels.caption", n=page.total), align=("left", "right"))
    tables.pager(page.total, SIZE, key)
    return page.items


def _size(call: JudgedCall, panel: Panel) -> str:
    return f"{panel.active} / {call.judges_per_proposal}"


def _seats(t: Translator, seats: Sequence[Seat]) -> str:
    return ", ".join(_seat(t, seat) for seat in seats) or "–"


def _change_sentence(t: Translator, actor: Actor, proposal_id: int, was: tuple[Seat, ...]) -> str | None:
    """A sentence on a panel that is no longer listed; None if it is unchanged since it was seen."""
    found = panels.seats(actor, proposal_id=proposal_id)
    if found is None:
        return t("errors.not_found")
    code, seats = found
    return None if seats == was else t("panels.became", code=md(code), seats=md(_seats(t, seats)))


def _seat(t: Translator, seat: Seat) -> str:
    label = state.label(t, "assignment", seat.state.value)
    return f"{seat.judge} ({label}; {t('panels.seat_gone')})" if seat.gone else f"{seat.judge} ({label})"


def change_panel(t: Translator, actor: Actor, shown: Sequence[Panel]) -> None:
    """Draw the form that assigns a judge to a proposal or releases one, in an expander."""
    by_id = {panel.proposal_id: panel for panel in shown}
    with st.expander(t("panels.by_hand"), key="panels.by_hand", on_change="rerun") as box:
        if not box.open:
            return
        chosen = st.selectbox(
            t("panels.proposal"),
            list(by_id),
            key="panels.proposal",
            format_func=lambda i: f"{by_id[i].code} · {by_id[i].title}",
        )
        panel = by_id.get(chosen) or shown[0]
        name = f"panels.seats.{panel.proposal_id}"
        on = decision.seen(name, panel.seats, {t("panels.seats"): _seats(t, panel.seats)})
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


def conflicts(t: Translator, actor: Actor, call: JudgedCall) -> None:
    """Draw the table of conflicts of interest with their sources."""
    key = f"{CONFLICTS}.{call.id}"
    page = panels.conflicts(actor, call_id=call.id, offset=tables.offset(key), size=SIZE)
    if not page.total:
        st.info(t("panels.no_conflicts"), icon=":material/handshake:")
        return
    rows = [
        (
            found.judge,
            found.code,
            t(f"judging.conflict.{found.kind.value}"),
            t("panels.found_by_hub" if found.by_hub else "panels.declared"),
        )
        for found in page.items
    ]
    headers = [t("panels.judge"), t("judging.code"), t("panels.kind"), t("panels.source")]
    tables.table(headers, rows, caption=t("panels.conflicts_caption", n=page.total))
    tables.pager(page.total, SIZE, key)
