"""Rounds on the organiser's page of panels: build, review, change and freeze a draft, and propose further reviews."""

from collections.abc import Sequence
from typing import NoReturn

import streamlit as st

from innovation_hub.domain.panels import REVIEWS_MOST, RoundKind, RoundState
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import panels
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.panels import Frozen, ProposedSeat, Round
from innovation_hub.ui import chrome, decision, errors, forms, tables
from innovation_hub.ui.judging import findings
from innovation_hub.ui.text import md

SEATS, SIZE = "panels.seats", 10
OUTCOME = "panels.outcome"


def show(t: Translator, actor: Actor, call: JudgedCall, *, given: int) -> None:
    """Draw the latest round of the call with its actions; ``given`` is the number of submitted reviews."""
    if outcome := st.session_state.pop(OUTCOME, None):
        _outcome(t, outcome)
    last = panels.last_round(actor, call_id=call.id)
    if last is not None and last.state is RoundState.DRAFT:
        _draft(t, actor, call, last, given=given)
        return
    on = seen(t, call, last, given=given)
    if last is not None:
        _frozen(t, actor, call, last, on, untouched=not given)
    first = last is None
    explained = t("panels.build_help", n=call.judges_per_proposal)
    if first:
        st.markdown(explained)
    if decision.button(
        on,
        t("panels.build" if first else "panels.build_rest"),
        key="panels.auto",
        type="primary" if first else "secondary",
        icon=":material/auto_awesome:",
        help=None if first else explained,
    ):
        with errors.shown():
            panels.build(actor, call_id=call.id, seen=on.version[0])
            done()
    if given:
        _next(t, actor, call, on)


def seen(t: Translator, call: JudgedCall, last: Round | None, *, given: int) -> decision.Seen:
    """The version of the round that the organiser has seen, for all actions on it."""
    facts = {t("panels.round"): t("panels.round.none"), t("panels.submitted"): str(given)}
    mark = "" if last is None else last.mark
    if last is not None:
        # keys: panels.round.draft, panels.round.frozen
        label = t(f"panels.round.{last.state.value}", number=last.number, n=last.reviews)
        facts |= {
            t("panels.round"): label,
            t("panels.round.version"): str(last.version),
            t("panels.round.built"): formats.instant(t, last.built_at),
        }
    return decision.seen(f"panels.round.{call.id}", (mark, given > 0), facts)


def done() -> NoReturn:
    """Accept all changes of panels as seen, and rerun the page."""
    decision.settle_all("panels.")
    st.rerun()


def _frozen(
    t: Translator, actor: Actor, call: JudgedCall, last: Round, on: decision.Seen, *, untouched: bool
) -> None:
    st.markdown(f":material/lock: {t('panels.frozen', number=last.number, n=last.reviews)}")
    if untouched and decision.button(
        on,
        t("panels.unfreeze"),
        key="panels.unfreeze",
        help=t("panels.unfreeze_help"),
        icon=":material/lock_open:",
    ):
        with errors.shown():
            taken = panels.unfreeze(actor, call_id=call.id, seen=on.version[0])
            chrome.flash(t("panels.unfrozen", n=taken))
            done()


def _next(t: Translator, actor: Actor, call: JudgedCall, on: decision.Seen) -> None:
    """Draw the form that proposes further reviews, in an expander."""
    with st.expander(t("panels.next"), key="panels.next", on_change="rerun", icon=":material/target:") as box:
        if not box.open:
            return
        st.markdown(t("panels.next_help"))
        most = max(1, call.in_judging - 1)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            top = st.number_input(t("panels.top"), 1, most, min(10, most), key=f"panels.top.{call.id}")
            wanted = st.number_input(
                t("panels.further"), 1, REVIEWS_MOST, 20, key=f"panels.further.{call.id}"
            )
            label, icon = t("panels.propose"), ":material/auto_awesome:"
            asked = decision.button(on, label, key="panels.propose", icon=icon)
        if asked:
            with errors.shown():
                panels.propose(actor, call_id=call.id, reviews=int(wanted), top=int(top), seen=on.version[0])
                done()


def _draft(t: Translator, actor: Actor, call: JudgedCall, draft: Round, *, given: int) -> None:
    with st.container(border=True):
        # keys: panels.draft.*
        heading = t(f"panels.draft.{draft.kind.value}", number=draft.number)
        st.markdown(f"### {heading}\n\n{t('panels.draft_help')}", anchors=False)
        findings.show(t, call, draft)
        seats = _seats(t, actor, call, draft)
        on = seen(t, call, draft, given=given)  # here, so that changes are shown beside the buttons
        _change(t, actor, call, draft, seats, on)
        _finish(t, actor, call, draft, on)


def _seats(t: Translator, actor: Actor, call: JudgedCall, draft: Round) -> Sequence[ProposedSeat]:
    key = f"{SEATS}.{call.id}"
    page = panels.proposed(actor, call_id=call.id, offset=tables.offset(key), size=SIZE)
    if not page.total:
        st.info(t("panels.nothing_drafted"), icon=":material/info:")
        return []
    headers = [t("panels.proposal"), t("panels.judge")]
    rows = [[f"{seat.code} · {seat.title}", _judge(t, seat)] for seat in page.items]
    if draft.kind is RoundKind.NEXT:
        headers.append(t("panels.reason"))
        for row, seat in zip(rows, page.items, strict=True):
            row.append(_reason(t, draft, seat))
    tables.table(headers, rows, caption=t("panels.drafted", n=page.total))
    tables.pager(page.total, SIZE, key)
    return page.items


def _judge(t: Translator, seat: ProposedSeat) -> str:
    return t("panels.put_by_hand", judge=seat.judge) if seat.by_hand else seat.judge


def _reason(t: Translator, draft: Round, seat: ProposedSeat) -> str:
    if seat.p_top is None or seat.se is None:
        return t("panels.by_the_organiser")
    chance, error = formats.percent(t, seat.p_top, 0), formats.number(t, seat.se, 2)
    return t("panels.because", chance=chance, top=draft.top or 0, se=error)


def _change(
    t: Translator,
    actor: Actor,
    call: JudgedCall,
    draft: Round,
    seats: Sequence[ProposedSeat],
    on: decision.Seen,
) -> None:
    with st.expander(t("panels.change_draft"), key="panels.change_draft", on_change="rerun") as box:
        if not box.open:
            return
        by_id = {seat.id: seat for seat in seats}
        with st.container(horizontal=True, vertical_alignment="bottom"), errors.shown():
            out = st.multiselect(
                t("panels.take_out_which"),
                list(by_id),
                key=f"panels.out.{draft.version}",
                format_func=lambda i: f"{by_id[i].code} · {by_id[i].judge}",
            )
            label, icon = t("panels.take_out"), ":material/person_remove:"
            if decision.button(on, label, key="panels.take_out", icon=icon):
                panels.take_out(actor, call_id=call.id, seen=on.version[0], seat_ids=out)
                done()
        _put(t, actor, call, draft, on)


def _put(t: Translator, actor: Actor, call: JudgedCall, draft: Round, on: decision.Seen) -> None:
    form = forms.prefix(f"panels.put.{call.id}")
    text = st.text_input(t("panels.put_code"), key=f"{form}.code", icon=":material/search:")
    if not text.strip():
        return
    found = panels.panels(actor, call_id=call.id, per_proposal=call.judges_per_proposal, text=text, size=10)
    entries = {panel.proposal_id: panel for panel in found.items}
    if not entries:
        st.markdown(t("panels.nothing_found"))
        return
    entry = st.selectbox(
        t("panels.proposal"),
        list(entries),
        key=f"{form}.proposal",
        format_func=lambda i: f"{entries[i].code} · {entries[i].title}",
    )
    free = {judge[0]: judge for judge in panels.free_judges(actor, proposal_id=entry)}
    with st.container(horizontal=True, vertical_alignment="bottom"), errors.shown():
        judge = st.selectbox(
            t("panels.free_judges"),
            list(free),
            index=None,
            key=f"{form}.judge.{entry}",
            format_func=lambda i: f"{free[i][1]} ({free[i][2]} / {free[i][3]})",
            placeholder=t("panels.choose_judge") if free else t("panels.no_free_judge"),
        )
        pressed = decision.button(on, t("panels.put"), key="panels.put", disabled=judge is None)
        if pressed and judge is not None:
            panels.put(actor, call_id=call.id, seen=on.version[0], proposal_id=entry, account_id=judge)
            forms.accepted(f"panels.put.{call.id}")
            done()


def _finish(t: Translator, actor: Actor, call: JudgedCall, draft: Round, on: decision.Seen) -> None:
    with st.container(horizontal=True), errors.shown():
        if decision.button(
            on,
            t("panels.freeze", n=draft.reviews),
            key="panels.freeze",
            type="primary",
            icon=":material/send:",
            disabled=not draft.reviews,
        ):
            st.session_state[OUTCOME] = panels.freeze(actor, call_id=call.id, seen=on.version[0])
            done()
        first = draft.kind is RoundKind.FIRST
        if first and decision.button(on, t("panels.build_again"), key="panels.build_again"):
            panels.build(actor, call_id=call.id, seen=on.version[0])
            done()
        if decision.button(on, t("panels.discard"), key="panels.discard", icon=":material/delete:"):
            panels.discard(actor, call_id=call.id, seen=on.version[0])
            chrome.flash(t("panels.discarded"))
            done()


def _outcome(t: Translator, done: Frozen) -> None:
    st.success(t("panels.auto_done", n=done.asked, judges=done.judges), icon=":material/check_circle:")
    if done.dropped:
        # keys: panels.drop.*
        lines = [
            f"- {md(lost.code)}, {md(lost.judge)}: {t(f'panels.drop.{lost.why.value}')}"
            for lost in done.dropped[:20]
        ]
        head = t("panels.dropped", n=len(done.dropped))
        st.warning(head + "\n\n" + "\n".join(lines), icon=":material/group_remove:")
