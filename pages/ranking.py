"""Ranking and decisions (``?call=3&proposal=17``): the ranking, shortlist, awards, publication."""

from functools import partial

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import calls as all_calls
from innovation_hub.services import covering, judging, ranking
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.ranking import Ranked, RankingTotals
from innovation_hub.ui import chrome, context, errors, lists, state, things
from innovation_hub.ui.judging import (
    choice,
    deciding,
    overtaken,
    proposal_text,
    publishing,
    ranking_list,
    several,
    source_list,
)
from innovation_hub.ui.judging import covering as covers
from innovation_hub.ui.judging import ranking as parts
from innovation_hub.ui.lists import Chosen, ListSpec
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import md

PROPOSAL = "proposal"


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.ranking"), anchor=False)
    calls, before = judging.calls(actor), st.session_state.get(choice.LAST)
    overtaken.steps(t, calls, before)
    call = choice.chosen(t, calls)
    if call is None:
        return
    if call.phase in (CallPhase.UPCOMING, CallPhase.OPEN):
        st.markdown(choice.line(t, call))
        nothing("bud", t("ranking.not_yet"))
        st.stop()  # preserves selections and input made for another call
    totals, drawn = ranking.totals(actor, call_id=call.id), None
    if call.in_judging:
        st.page_link(
            chrome.context_page("adjusted_ranking"),
            label=t("ranking.to_adjusted"),
            icon=":material/balance:",
            query_params={"call": str(call.id)},
        )
        summary(t, call, totals)
        drawn = listing(t, actor, call)
    else:
        st.markdown(choice.line(t, call))
        nothing("bud", t("ranking.nothing_admitted"))
    overtaken.proposals(t, actor, call, drawn, turned=before != call.id)
    if call.phase is CallPhase.JUDGING:
        if call.in_judging:
            several.several(t, actor, call)
        publishing.publish(t, actor, call, totals)
    else:
        publishing.how(t, actor, call)
        st.page_link(
            chrome.context_page("results"),
            label=t("ranking.see_results"),
            icon=":material/emoji_events:",
            query_params={"call": call.code},
        )


def summary(t: Translator, call: JudgedCall, totals: RankingTotals) -> None:
    """Draw progress and warnings that matter for decisions."""
    incomplete = call.in_judging - totals.complete
    said = [t("ranking.summary", n=call.in_judging, decided=call.decided)]
    if call.prize_pool:
        said.append(
            t(
                "ranking.of_pool",
                awarded=formats.money(t, totals.awarded),
                pool=formats.money(t, call.prize_pool),
            )
        )
    st.markdown(f"{choice.line(t, call)}\n\n{' · '.join(said)}")
    warnings = []
    if incomplete and call.phase is CallPhase.JUDGING:
        warnings.append(t("ranking.incomplete_many", n=incomplete))
    if totals.waited_for and not call.decided:
        warnings.append(t("ranking.waited_for", n=totals.waited_for))
    if call.prize_pool and totals.awarded > call.prize_pool:
        warnings.append(t("ranking.over_pool"))
    if warnings:
        st.warning("  \n".join(warnings), icon=":material/warning:")


def listing(t: Translator, actor: Actor, call: JudgedCall) -> int | None:
    """Draw the list, with the open proposal above it; returns the id of that one."""
    spec = ranking_list.spec(t, actor, call)
    chosen = lists.chosen(t, spec)
    wanted = ranking_list.wanted(chosen)
    read = partial(ranking.ranking, actor, call_id=call.id, wanted=wanted, size=chosen.size)
    chosen, found = lists.found(chosen, lambda offset: read(offset=offset))
    drawn = open_proposal(t, actor, call, spec, chosen)
    lists.controls(t, spec, chosen)
    if found.total:
        parts.table(t, call, lists.link_parameters(spec), found)
    else:
        nothing("lost", t("ranking.nothing_listed"))
    lists.pager(t, spec, chosen, found.total)
    return drawn


def open_proposal(
    t: Translator, actor: Actor, call: JudgedCall, spec: ListSpec, chosen: Chosen
) -> int | None:
    """Draw the proposal in the address with its text, reviews and decisions; returns its id."""
    named = context.page_id(PROPOSAL)
    row = ranking.one(actor, call_id=call.id, proposal_id=named) if named else None
    if row is None:
        return None
    near = ranking_list.near(actor, call, chosen, row.id)
    things.steps(t, PROPOSAL, row.id, near, size=chosen.size)
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
            query_params={
                PROPOSAL: str(row.id),
                **source_list.parameters("ranking", lists.link_parameters(spec)),
            },
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
