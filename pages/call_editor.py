"""One call being written (``?call=3``): words, terms, rubric, review; once published, its words and deadline."""

from functools import partial

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Permission
from innovation_hub.services import calls
from innovation_hub.services.calls import CallView
from innovation_hub.ui import chrome, context, draft, state
from innovation_hub.ui.calls import editor, finishing, reading
from innovation_hub.ui.calls.values import Values, flat, whole
from innovation_hub.ui.text import READABLE, md

STEPS = ("words", "terms", "rubric", "preview")
actor = context.require(Permission.CALL_MANAGE)
t = context.t()


def write(call_id: int, typed: draft.Draft) -> int:
    saved = calls.save(context.actor(), call_id=call_id, version=typed.version, draft=whole(typed.typed))
    return saved.version


def read(call_id: int) -> tuple[Values, int]:
    current = calls.get(context.actor(), call_id=call_id)
    return flat(current.draft), current.version


def name(call_id: int) -> str:
    return f"call.{call_id}"


def move_on(typed: draft.Draft, step: str) -> None:
    """Save, and show another step."""
    draft.save(typed)
    st.session_state[f"{typed.name}.step"] = step


def edit(call: CallView) -> None:
    """The steps of a draft."""
    call_id = call.card.id
    typed = draft.opened(
        name(call_id), flat(call.draft), call.version, partial(write, call_id), partial(read, call_id)
    )
    key = f"{typed.name}.step"
    st.session_state.setdefault(key, STEPS[0])
    step: str = st.session_state[key]
    st.segmented_control(
        t("calls.edit.steps"),
        STEPS,
        default=step,
        key=key,
        required=True,
        format_func=lambda name: t(f"calls.edit.step.{name}"),
        label_visibility="collapsed",
        on_change=draft.save,
        args=(typed,),
    )
    st.markdown(draft.saved_line(typed))
    draft.status(typed, editor.labels(t))
    if step == "preview":
        finishing.publish(t, actor, call)
        return
    {"words": editor.words, "terms": editor.terms, "rubric": editor.rubric}[step](t, typed)
    with st.container(horizontal=True):
        following = STEPS[STEPS.index(step) + 1]
        st.button(
            t("calls.edit.save"), key="call.save", icon=":material/save:", on_click=draft.save, args=(typed,)
        )
        st.button(
            t("calls.edit.next"), key="call.next", type="primary", on_click=move_on, args=(typed, following)
        )


def show(call: CallView) -> None:
    """The call with what may still be done with it."""
    phase = call.card.phase
    st.markdown(
        f"# {md(reading.title(t, call.card))}\n\n{state.badge(t, 'call', phase.value)} {md(call.card.code)}",
        anchors=False,
    )
    if phase is CallPhase.DRAFT:
        edit(call)
    elif phase in (CallPhase.UPCOMING, CallPhase.OPEN, CallPhase.JUDGING):
        finishing.amend(t, actor, call)
        reading.rubric(t, call)
    else:
        st.info(t("calls.edit.over"), icon=":material/lock:")
        reading.whole(t, call)
    finishing.cancel(t, actor, call)


st.page_link(chrome.context_page("manage_calls"), label=t("calls.all"), icon=":material/arrow_back:")
chosen = context.page_id("call")
if chosen is None:
    st.info(t("calls.edit.none"), icon=":material/edit_document:")
else:
    draft.catch_up(name(chosen))
    with st.container(width=READABLE):
        show(calls.get(actor, call_id=chosen))
