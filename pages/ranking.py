"""Ranking and decisions (``?call=3&proposal=17``): the ranking, shortlist, awards, publication."""

from collections.abc import Sequence

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import calls as all_calls
from innovation_hub.services import covering, judging, ranking
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.ranking import Ranked
from innovation_hub.ui import chrome, errors, state, tables, things
from innovation_hub.ui.judging import choice, deciding, overtaken, proposal_text, publishing, several
from innovation_hub.ui.judging import covering as covers
from innovation_hub.ui.judging import ranking as parts
from innovation_hub.ui.text import md

SIZE, LIST, PROPOSAL = 25, "ranking.list", "proposal"
SHOW = {
    "all": frozenset(ProposalState),
    "undecided": frozenset(deciding.UNDECIDED),
    "shortlisted": frozenset({ProposalState.SHORTLISTED}),
    "decided": frozenset({ProposalState.AWARDED, ProposalState.DECLINED}),
}


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.ranking"), anchor=False)
    calls, before = judging.calls(actor), st.session_state.get(choice.LAST)
    overtaken.steps(t, calls, before)
    call = choice.chosen(t, calls)
    if call is None:
        return
    if call.phase in (CallPhase.UPCOMING, CallPhase.OPEN):
        st.markdown(choice.line(t, call))
        st.info(t("ranking.not_yet"), icon=":material/schedule:")
        st.stop()  # what was chosen and typed for another call stays
    rows, drawn = ranking.ranking(actor, call_id=call.id), None
    if rows:
        st.page_link(
            chrome.context_page("adjusted_ranking"),
            label=t("ranking.to_adjusted"),
            icon=":material/balance:",
            query_params={"call": str(call.id)},
        )
        summary(t, call, rows)
        shown = wanted(t, rows)
        drawn = look_closer(t, actor, call, rows, shown)
        listing(t, call, shown)
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


def summary(t: Translator, call: JudgedCall, rows: Sequence[Ranked]) -> None:
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


def wanted(t: Translator, rows: Sequence[Ranked]) -> Sequence[Ranked]:
    """The rows that the reader asks to see."""
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
    return [row for row in rows if row.state in SHOW[str(show)]]


def listing(t: Translator, call: JudgedCall, rows: Sequence[Ranked]) -> None:
    if not rows:
        st.info(t("ranking.nothing_listed"), icon=":material/filter_alt:")
        return
    key = f"{LIST}.{call.id}.{st.session_state.get('ranking.show')}"
    start = min(tables.offset(key), (len(rows) - 1) // SIZE * SIZE)
    parts.table(t, call, rows[start : start + SIZE], len(rows))
    tables.pager(len(rows), SIZE, key)


def look_closer(
    t: Translator, actor: Actor, call: JudgedCall, rows: Sequence[Ranked], shown: Sequence[Ranked]
) -> int | None:
    """The proposal that the address names, with its text, its reviews and what can be decided; returns which."""
    by_id = {row.id: row for row in rows}
    chosen = things.opened(PROPOSAL, by_id)
    if chosen is None:
        return None
    row = by_id[chosen]
    things.steps(t, PROPOSAL, [one.id for one in shown], chosen)
    with st.container(border=True):
        badge = state.badge(t, "proposal", row.state.value)
        facts = t("reviews.fact.track", track=proposal_text.track(t, row.track))
        if row.requested:
            facts += " · " + t("reviews.fact.requested", amount=formats.money(t, row.requested))
        st.markdown(f"### {md(row.title)}\n\n{md(row.code)} {badge} {facts}", anchors=False)
        st.page_link(
            chrome.context_page("received_proposal"),
            label=t("received.open"),
            icon=":material/description:",
            query_params={PROPOSAL: str(row.id)},
        )
        read(t, actor, row)
        criteria = all_calls.get(actor, call_id=call.id).criteria
        parts.reviews(t, criteria, ranking.reviews(actor, proposal_id=row.id))
        if call.phase is CallPhase.JUDGING:
            deciding.one(t, actor, row)
    return row.id


def read(t: Translator, actor: Actor, row: Ranked) -> None:
    """Draw the text as judges read it, in an expander, queried when it is opened."""
    box = st.expander(
        t("ranking.read"), icon=":material/article:", key=f"ranking.{row.id}.read", on_change="rerun"
    )
    if box.open:
        with box, errors.shown():
            covers.text(t, row.id, covering.read(actor, proposal_id=row.id))
