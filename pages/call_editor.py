"""One call (``?call=3&step=terms``): a draft as a form of four steps, a published call as tabs with its actions."""

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import calls
from innovation_hub.services.calls import CallView
from innovation_hub.ui import chrome, context, state, things
from innovation_hub.ui.calls import cancelling, editor, extending, finishing, public, seen, timeline, writing
from innovation_hub.ui.text import READABLE


def page(actor: Actor, t: Translator) -> None:
    st.page_link(chrome.context_page("manage_calls"), label=t("calls.all"), icon=":material/arrow_back:")
    chosen = context.page_id("call")
    if chosen is None:
        st.info(t("calls.edit.none"), icon=":material/edit_document:")
    else:
        with st.container(width=READABLE):
            show(t, actor, calls.get(actor, call_id=chosen))


def show(t: Translator, actor: Actor, call: CallView) -> None:
    """Draw a draft as a form, and any other call with timeline, tabs and actions."""
    phase = call.card.phase
    things.head(public.title(t, call.card), badge=state.badge(t, "call", phase.value), code=call.card.code)
    if phase is CallPhase.DRAFT:
        editor.edit(t, actor, call)
        cancelling.cancel(t, actor, call)
        return
    over = phase in (CallPhase.CONCLUDED, CallPhase.CANCELLED)
    writing.too_late(t, actor, call, t("calls.edit.over" if over else "calls.refused.published"))
    ended = calls.dates(actor, call_id=call.card.id) if over else calls.CallDates(None, None)
    timeline.timeline(t, call, ended)
    if over:
        seen.gone(t, call, ())
        if phase is CallPhase.CONCLUDED:  # the text below states that a call was cancelled
            st.info(t("calls.edit.over"), icon=":material/lock:")
        parts(t, actor, call, ("text", "rubric", "history"))
    else:
        published(t, actor, call)


def parts(t: Translator, actor: Actor, call: CallView, names: tuple[str, ...]) -> None:
    """Draw the tabs of a published call, and the content of the chosen one."""
    words = {
        "text": t("calls.tab.text"),
        "rubric": t("calls.tab.rubric"),
        "history": t("things.tab.history"),
    }
    chosen = things.tabs(t, {name: words[name] for name in names})
    if chosen == "text":
        public.text(t, call)
    elif chosen == "rubric":
        public.rubric(t, call)
    else:
        number = call.card.id
        things.history(
            t, f"call.{number}", lambda offset: calls.history(actor, call_id=number, offset=offset)
        )


def published(t: Translator, actor: Actor, call: CallView) -> None:
    """Draw a published call with its actions: extend, amend, cancel."""
    extension = calls.extension(actor, call_id=call.card.id)
    possible = {"amend", "cancel"} | ({"extension"} if extension else set())
    ahead = call.card.phase in (CallPhase.UPCOMING, CallPhase.OPEN)
    seen.gone(t, call, possible | ({"extend"} if ahead else set()))
    parts(t, actor, call, ("rubric", "text", "history"))
    with things.actions(t):
        if extension:
            extending.last(t, actor, call, extension)
        if ahead:
            extending.extend(t, actor, call)
        finishing.amend(t, actor, call)
        cancelling.cancel(t, actor, call)
