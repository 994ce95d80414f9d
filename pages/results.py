"""Published results (``?call=ICT-2027-1``): awards by proposal code for everyone, and feedback for the proposers."""

from functools import partial
from html import escape

import streamlit as st

from innovation_hub.design.motif import PETALS
from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import calls as calls_of
from innovation_hub.services import exports, journal, ranking, results
from innovation_hub.services.results import ConcludedCall, Feedback, Result
from innovation_hub.ui import chrome, context, downloads, lists, state, streamlit_insides, tables
from innovation_hub.ui.calls import public as call_reading
from innovation_hub.ui.html import html
from innovation_hub.ui.judging import proposal_text
from innovation_hub.ui.kanga import kanga
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import md, paragraphs, small

SIZE, KEY = 25, "results.call"
AWARDED, EVERYTHING = "awarded", "everything"


def page(actor: Actor, t: Translator) -> None:
    html(kanga(t("pages.results"), lit=range(1, PETALS + 1)))
    calls = results.concluded_calls(actor)
    if not calls:
        without_results(t, actor, context.code("call"))
        nothing("bud", t("results.none"))
        st.page_link(chrome.context_page("calls"), label=t("results.to_calls"), icon=":material/campaign:")
        return
    call = chosen(t, actor, calls)
    heading(t, actor, call)
    own = results.own_feedback(actor, call_id=call.id) if actor.signed_in else []
    if own:
        st.markdown(f"### {t('results.own')}", anchors=False)
        for found in own:
            feedback(t, found)
    listing(t, actor, call)


def chosen(t: Translator, actor: Actor, calls: list[ConcludedCall]) -> ConcludedCall:
    """Draw the choice of a call; returns the one in the address, by default the one concluded last."""
    by_id = {call.id: call for call in calls}
    wanted = context.code("call")
    named = {str(call.id): call.id for call in calls} | {call.code: call.id for call in calls}
    if wanted not in named:
        without_results(t, actor, wanted)
    call_id = named.get(wanted, calls[0].id)
    if len(calls) > 1 and streamlit_insides.recording():
        labels = {call.code: _label(t, call) for call in calls}
        html(lists.choice("call", t("judging.call"), labels, by_id[call_id].code, t("lists.show")))
    elif len(calls) > 1:
        if st.session_state.get(KEY) != call_id:
            st.session_state[KEY] = call_id
        st.selectbox(
            t("judging.call"),
            list(by_id),
            key=KEY,
            format_func=lambda i: _label(t, by_id[i]),
            on_change=lambda: st.query_params.from_dict({"call": by_id[st.session_state[KEY]].code}),
        )
    return by_id[call_id]


def _label(t: Translator, call: ConcludedCall) -> str:
    return f"{call.code} · {t.pick(call.title_sw, call.title_en)}"


def without_results(t: Translator, actor: Actor, code: str) -> None:
    """Draw that the requested call was cancelled and why, if it was; raises `NotFound` for an unknown one."""
    if not code:
        return
    card = calls_of.find(actor, code=code).card
    if card.phase is CallPhase.CANCELLED:
        sentence = t("results.cancelled", title=md(call_reading.title(t, card)))
        st.warning(
            f"**{md(call_reading.cancelled(t, card.cancel_reason))}**\n\n{sentence}",
            icon=":material/block:",
        )


def heading(t: Translator, actor: Actor, call: ConcludedCall) -> None:
    title = md(t.pick(call.title_sw, call.title_en))
    counts = t("results.counts", received=call.received, shortlisted=call.shortlisted, awarded=call.awarded)
    st.markdown(
        f"## {title}\n\n{t('results.published_on', when=formats.instant(t, call.concluded_at))}  \n"
        f"{counts} {t('results.amount', amount=formats.money(t, call.amount))}{proof(t, actor, call)}",
        anchors=False,
    )
    if last := journal.noted():
        lines = t("journal.noted", head=last.hash), t("journal.noted_why")
        st.markdown("  \n".join(small(line) for line in lines))


def proof(t: Translator, actor: Actor, call: ConcludedCall) -> str:
    """A line of Markdown with the published rankings and the hash of their scores; empty without any."""
    rankings = ranking.published(actor, call_id=call.id)
    if not rankings:
        return ""
    listed = ", ".join(
        t("results.ranking", model=t(f"ranking.model.{one.model.value}"), id=one.id)
        for one in reversed(rankings)
    )
    parts = [t("results.rankings", list=listed)]
    if hashed := rankings[0].input_hash:
        parts.append(t("results.rankings_hash", hash=hashed[:16]))
    parts.append(f"[{t('pages.how_ranking')}](/how-ranking)")
    return f"  \n:small[{' · '.join(parts)}]"


def who(t: Translator, result: Result) -> str:
    institution = t.pick(result.institution_sw or "", result.institution_en or "")
    if result.submitted_as:
        institution = t("results.submitted_as", now=institution, then=t.pick(*result.submitted_as))
    return ", ".join([*result.people, *([institution] if institution else [])]) or "–"


def listing(t: Translator, actor: Actor, call: ConcludedCall) -> None:
    spec = lists.ListSpec(
        "results",
        "results.search",
        (lists.ListFilter("show", "results.shown", partial(_shown, t), lists.FilterKind.TABS, AWARDED),),
        size=SIZE,
        keeps=("call",),
    )
    chosen = lists.chosen(t, spec)
    everything = chosen.values["show"] == EVERYTHING
    find = partial(
        results.listed, actor, call_id=call.id, only_awarded=not everything, text=chosen.text, size=SIZE
    )
    chosen, page = lists.found(chosen, lambda offset: find(offset=offset))
    lists.controls(t, spec, chosen)
    if everything:
        st.markdown(small(t("results.everything_help")))
    if not page.total:
        nothing("lost", t("results.nothing_found" if chosen.text else "results.no_awards"))
        return
    rows = [
        (
            tables.Html(f'<span class="chip">{escape(result.code)}</span>'),  # does not wrap
            result.title or t("results.not_shown"),
            proposal_text.track(t, result.track) if result.track else "–",
            who(t, result),
            formats.money(t, result.amount) if result.awarded else t("results.not_awarded"),
        )
        for result in page.items
    ]
    headers = [
        t("judging.code"),
        t("judging.title"),
        t("proposals.field.track"),
        t("results.who"),
        t("results.award"),
    ]
    align: list[tables.Align] = ["left", "left", "left", "left", "right"]
    caption = t("results.caption" if everything else "results.caption_awarded", n=page.total)
    tables.table(headers, rows, caption=caption, align=align)
    lists.pager(t, spec, chosen, page.total)
    downloads.csv_button(
        t("results.csv"),
        lambda: exports.results_of(actor, code=call.code).csv(),
        file_name=f"{call.code}-results.csv",
        key="results.csv",
        address=f"/data/results/{call.code}.csv",
    )


def _shown(t: Translator) -> dict[str, str]:
    return {AWARDED: t("results.awarded_only"), EVERYTHING: t("results.everything")}


def feedback(t: Translator, found: Feedback) -> None:
    """Draw the decision on a proposal of the reader's, with the judges' comments."""
    with st.container(border=True):
        lines = [
            f"### {md(found.title)}",
            f"{md(found.code)} {state.badge(t, 'proposal', found.state.value)}",
        ]
        if found.amount:
            lines.append(t("proposals.awarded", amount=formats.money(t, found.amount)))
        if found.reason:
            lines.append(f"**{t('results.reason')}**\n\n{paragraphs(found.reason)}")
        if found.comments:
            lines.append(f"**{t('results.comments', n=len(found.comments))}**")
            lines += [f"{number}. {md(comment)}" for number, comment in enumerate(found.comments, start=1)]
        st.markdown("\n\n".join(lines), anchors=False)
