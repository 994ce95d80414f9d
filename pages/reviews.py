"""A judge's reviews (``?call=3``): calls, the declaration to sign for each, and the list of assignments."""

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.judging import DECLARATION_VERSION
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import reviews
from innovation_hub.services.reviews import JudgeCall
from innovation_hub.ui import chrome, context, errors, state, tables
from innovation_hub.ui.calls.public import cancelled, title
from innovation_hub.ui.judging import calibration
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import md

SIZE, QUEUE = 30, "reviews.queue"


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.reviews"), anchor=False)
    calls = reviews.calls(actor)
    if not calls:
        nothing("bud", t("reviews.no_calls"))
        return
    call = chosen(calls)
    badge = state.badge(t, "call", call.card.phase.value)
    st.markdown(f"**{md(title(t, call.card))}** {badge}")
    if over(call):
        text = f"**{md(cancelled(t, call.card.cancel_reason))}**\n\n{t('reviews.errors.cancelled')}"
        st.warning(text, icon=":material/block:")
    elif call.signed:
        desk(t, actor, call)
    else:
        declaration(t, actor, call)
    other_calls(t, calls, call)


def chosen(calls: list[JudgeCall]) -> JudgeCall:
    """The call in the address, by default the first with reviews to do."""
    by_id = {call.card.id: call for call in calls}
    wanted = by_id.get(context.page_id("call") or 0)
    return wanted or next((call for call in calls if call.done < call.asked and not over(call)), calls[0])


def over(call: JudgeCall) -> bool:
    """Whether the call was cancelled."""
    return call.card.phase is CallPhase.CANCELLED


def other_calls(t: Translator, calls: list[JudgeCall], current: JudgeCall) -> None:
    others = [call for call in calls if call is not current]
    if others:
        st.markdown(f"## {t('reviews.other_calls')}", anchors=False)
    for call in others:
        progress = t("reviews.progress", done=call.done, n=call.asked)
        status = cancelled(t, call.card.cancel_reason) if over(call) else progress
        label = f"{md(title(t, call.card))} ({md(status)})"
        st.page_link(chrome.context_page("reviews"), label=label, query_params={"call": str(call.card.id)})


def declaration(t: Translator, actor: Actor, call: JudgeCall) -> None:
    """Draw the declaration, which must be signed before anything of the call is shown."""
    st.markdown(f"## {t('reviews.declaration.title')}\n\n{t('reviews.declaration.why')}", anchors=False)
    with st.container(border=True):
        st.markdown(t("reviews.declaration.text"))
        st.markdown(f":small[{t('reviews.declaration.version', version=DECLARATION_VERSION)}]")
    with st.form("reviews.declaration", border=False):
        name = st.text_input(
            t("reviews.declaration.name"), key="reviews.declaration.name", max_chars=120, autocomplete="name"
        )
        signed = st.form_submit_button(
            t("reviews.declaration.sign"), type="primary", icon=":material/signature:"
        )
    if signed:
        with errors.shown():
            reviews.sign(actor, call_id=call.card.id, name=name)
            chrome.flash(t("reviews.declaration.signed"))
            st.rerun()


def desk(t: Translator, actor: Actor, call: JudgeCall) -> None:
    """Draw progress, the next review, and the list of all assignments."""
    if not call.asked:
        nothing("bud", t("reviews.nothing_asked"))
    else:
        st.progress(call.done / call.asked, text=t("reviews.progress", done=call.done, n=call.asked))
    following = reviews.next_to_do(actor, call_id=call.card.id)
    if following:
        go_on = st.button(
            t("reviews.next"), key="reviews.next", type="primary", icon=":material/arrow_forward:"
        )
        if go_on:
            st.switch_page(chrome.context_page("review"), query_params={"assignment": str(following)})
    elif call.asked:
        st.success(t("reviews.all_done"), icon=":material/task_alt:")
        if found := reviews.calibration(actor, call_id=call.card.id):
            calibration.show(t, found)
    queue(t, actor, call)


def queue(t: Translator, actor: Actor, call: JudgeCall) -> None:
    page = reviews.queue(actor, call_id=call.card.id, offset=tables.offset(QUEUE), size=SIZE)
    if not page.total:
        return
    rows = [
        (
            tables.link(f"{item.code} · {item.title}", f"/review?assignment={item.assignment_id}"),
            state.chip(t, "assignment", item.state.value),
            "–" if item.total is None else formats.number(t, item.total, 2),
        )
        for item in page.items
    ]
    headers = [t("judging.proposal"), t("judging.state"), t("reviews.total")]
    tables.table(headers, rows, caption=t("reviews.queue"), align=("left", "left", "right"))
    tables.pager(page.total, SIZE, QUEUE)
