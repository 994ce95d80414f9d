"""Ranking and decisions (``?call=3``): where proposals stand and why, the shortlist, awards, publication."""

from collections.abc import Sequence

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Permission
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.i18n import formats
from innovation_hub.services import calls as all_calls
from innovation_hub.services import judging, ranking
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.ranking import Ranked
from innovation_hub.ui import chrome, context, guard, state, tables
from innovation_hub.ui.judging import choice, deciding, overtaken, publishing, reading, several
from innovation_hub.ui.judging import ranking as parts
from innovation_hub.ui.text import md

SIZE, LIST = 25, "ranking.list"
SHOW = {
    "all": frozenset(ProposalState),
    "undecided": frozenset(deciding.UNDECIDED),
    "shortlisted": frozenset({ProposalState.SHORTLISTED}),
    "decided": frozenset({ProposalState.AWARDED, ProposalState.DECLINED}),
}
actor = guard.require(Permission.PROPOSAL_DECIDE)
t = context.t()


def summary(call: JudgedCall, rows: Sequence[Ranked]) -> None:
    """What an organiser must know before deciding."""
    waited_for = sum(row.waited_for for row in rows)
    incomplete = sum(row.missing > 0 for row in rows)
    awarded = sum(row.amount or 0 for row in rows if row.state is ProposalState.AWARDED)
    said = [t("ranking.summary", n=len(rows), decided=call.decided)]
    if call.prize_pool:
        said.append(
            t(
                "ranking.of_pool",
                awarded=formats.money(t, awarded),
                pool=formats.money(t, call.prize_pool),
            )
        )
    st.markdown(f"{choice.line(t, call)}\n\n{' · '.join(said)}")
    warnings = []
    if incomplete and call.phase is CallPhase.JUDGING:
        warnings.append(t("ranking.incomplete_many", n=incomplete))
    if waited_for and not call.decided:
        warnings.append(t("ranking.waited_for", n=waited_for))
    if call.prize_pool and awarded > call.prize_pool:
        warnings.append(t("ranking.over_pool"))
    if warnings:
        st.warning("  \n".join(warnings), icon=":material/warning:")


def listing(call: JudgedCall, rows: Sequence[Ranked]) -> Sequence[Ranked]:
    show = st.segmented_control(
        t("ranking.show"),
        list(SHOW),
        key="ranking.show",
        default="all",
        required=True,
        format_func=lambda name: t(f"ranking.show.{name}"),
        label_visibility="collapsed",
        wrap=True,
    )
    wanted = [row for row in rows if row.state in SHOW[str(show)]]
    if not wanted:
        st.info(t("ranking.nothing_listed"), icon=":material/filter_alt:")
        return []
    key = f"{LIST}.{call.id}.{show}"
    start = min(tables.offset(key), (len(wanted) - 1) // SIZE * SIZE)
    parts.table(t, call, wanted[start : start + SIZE], len(wanted))
    tables.pager(len(wanted), SIZE, key)
    return wanted


def look_closer(call: JudgedCall, rows: Sequence[Ranked]) -> int | None:
    """One proposal with its reviews and what can be decided; returns which."""
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        t("ranking.proposal"),
        list(by_id),
        index=None,
        key=f"ranking.chosen.{call.id}",
        format_func=lambda i: f"{by_id[i].code} · {by_id[i].title}",
        placeholder=t("ranking.choose"),
    )
    if chosen is None:
        return None
    row = by_id[chosen]
    with st.container(border=True):
        badge = state.badge(t, "proposal", row.state.value)
        facts = t("reviews.fact.track", track=reading.track(t, row.track))
        if row.requested:
            facts += " · " + t("reviews.fact.requested", amount=formats.money(t, row.requested))
        st.markdown(f"### {md(row.title)}\n\n{md(row.code)} {badge} {facts}", anchors=False)
        criteria = all_calls.get(actor, call_id=call.id).criteria
        parts.reviews(t, criteria, ranking.reviews(actor, proposal_id=row.id))
        if call.phase is CallPhase.JUDGING:
            deciding.one(t, actor, row)
    return row.id


st.title(t("pages.ranking"), anchor=False)
calls, before = judging.calls(actor), st.session_state.get(choice.LAST)
overtaken.steps(t, calls, before)
call = choice.chosen(t, calls)
if call is None:
    st.stop()
if call.phase in (CallPhase.UPCOMING, CallPhase.OPEN):
    st.markdown(choice.line(t, call))
    st.info(t("ranking.not_yet"), icon=":material/schedule:")
    st.stop()
rows, drawn = ranking.ranking(actor, call_id=call.id), None
if rows:
    st.page_link(
        chrome.context_page("fair_ranking"),
        label=t("ranking.to_corrected"),
        icon=":material/balance:",
        query_params={"call": str(call.id)},
    )
    summary(call, rows)
    shown = listing(call, rows)
    drawn = look_closer(call, shown) if shown else None
else:
    st.markdown(choice.line(t, call))
    st.info(t("ranking.nothing_admitted"), icon=":material/fact_check:")
overtaken.proposals(t, rows, drawn, turned=before != call.id)
if call.phase is CallPhase.JUDGING:
    if rows:
        several.several(t, actor, call, rows)
    publishing.publish(t, actor, call, rows)
else:
    publishing.how(t, actor, call)
    st.page_link(
        chrome.context_page("results"),
        label=t("ranking.see_results"),
        icon=":material/emoji_events:",
        query_params={"call": str(call.id)},
    )
