"""The choice of a call on the organiser's pages, stored in the address and remembered across pages."""

from collections.abc import Sequence

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.judging import JudgedCall
from innovation_hub.ui import context, state
from innovation_hub.ui.nothing import nothing

KEY, LAST = "judging.call", "judging.call.last"


def chosen(t: Translator, calls: Sequence[JudgedCall]) -> JudgedCall | None:
    """Draw the choice of a call and return the call; None, with a note, when there is no call."""
    by_id = {call.id: call for call in calls}
    if not by_id:
        nothing("bud", t("judging.no_calls"))
        return None
    call_id = _wanted(by_id)
    if st.session_state.get(KEY) != call_id:
        st.session_state[KEY] = call_id
    st.selectbox(
        t("judging.call"),
        list(by_id),
        key=KEY,
        format_func=lambda i: f"{by_id[i].code} · {t.pick(by_id[i].title_sw, by_id[i].title_en)}",
        on_change=_changed,
    )
    call = by_id[call_id]
    st.session_state[LAST] = call_id
    if st.query_params.get("call") != str(call_id):
        st.query_params["call"] = str(call_id)
    return call


def line(t: Translator, call: JudgedCall) -> str:
    """Phase and deadline of the call as a line of Markdown."""
    when = formats.deadline(t, call.closes_at)
    closing = t("judging.closed_on" if _over(call) else "judging.closes_on", when=when)
    return f"{state.badge(t, 'call', call.phase.value)} {closing}"


def _over(call: JudgedCall) -> bool:
    return call.phase in (CallPhase.JUDGING, CallPhase.CONCLUDED)


def _wanted(by_id: dict[int, JudgedCall]) -> int:
    for wanted in (context.page_id("call"), st.session_state.get(LAST)):
        if wanted in by_id:
            return int(wanted)
    judged = (call.id for call in by_id.values() if call.phase is CallPhase.JUDGING)
    return next(judged, next(iter(by_id)))


def _changed() -> None:
    st.query_params["call"] = str(st.session_state[KEY])
