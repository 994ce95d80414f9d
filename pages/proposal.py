"""One proposal (``?proposal=7&step=plan``): a form of six steps, or the closed proposal. ``?call=3`` begins one."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposal_checks import missing, required
from innovation_hub.domain.proposal_fields import FIELDS_OF_STEP
from innovation_hub.domain.proposals import SeenState
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import calls, proposals
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui import chrome, context, decision, state
from innovation_hub.ui.calls import public as call_reading
from innovation_hub.ui.html import html
from innovation_hub.ui.lists import plain
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.proposals import (
    closed,
    file,
    leading,
    receipt,
    similar,
    submitting,
    team,
    too_late,
    working,
    writing,
)
from innovation_hub.ui.proposals.working import STEPS, Working
from innovation_hub.ui.streamlit_insides import recording
from innovation_hub.ui.text import READABLE, md

NEXT = "proposal.next"


def page(actor: Actor, t: Translator) -> None:
    with st.container(width=READABLE):
        st.page_link(
            chrome.context_page("proposals"), label=t("proposals.title"), icon=":material/arrow_back:"
        )
        if (proposal_id := context.page_id("proposal")) is not None:
            show(t, actor, proposals.get(actor, proposal_id=proposal_id))
        elif (call_id := context.page_id("call")) is not None:
            begin(t, actor, call_id)
        else:
            nothing("seed", t("proposals.none"))
            find = t("proposals.find_call")
            st.page_link(chrome.context_page("calls"), label=find, icon=":material/campaign:")


def begin(t: Translator, actor: Actor, call_id: int) -> None:
    """Draw a call and the button that begins a proposal for it."""
    call = calls.get(actor, call_id=call_id)
    title = md(call_reading.title(t, call.card))
    st.markdown(
        f"# {t('proposals.begin_for')}\n\n**{title}**\n\n{call_reading.facts(t, call.card)}", anchors=False
    )
    call_reading.way_in(t, actor, call.card)


def head(t: Translator, view: ProposalView) -> None:
    """Draw title, state, call and deadline, and the outcome if there is one."""
    code = f" {md(view.code)}" if view.code else ""
    lines = [
        f"{state.badge(t, 'proposal', view.state.value)}{code}",
        t("proposals.of_call", title=md(call_reading.title(t, view.call))),
        call_reading.deadline(t, view.call),
    ]
    if view.awarded:
        lines.append(t("proposals.awarded", amount=formats.money(t, view.awarded)))
    if view.reason:
        lines.append(t("proposals.reason", reason=md(view.reason)))
    title = md(view.draft.title or t("proposals.untitled"))
    st.markdown(f"# {title}\n\n" + "  \n".join(lines), anchors=False)
    if view.state in (SeenState.AWARDED, SeenState.DECLINED):
        st.page_link(
            chrome.context_page("results"),
            label=t("proposals.to_results"),
            icon=":material/emoji_events:",
            query_params={"call": view.call.code},
        )


def done_steps(view: ProposalView) -> set[str]:
    """The names of the completed steps."""
    lacking = {lack.field for lack in missing(view.draft, for_institution=view.for_institution)}
    written = {"idea", "plan"} - {step for step, names in FIELDS_OF_STEP.items() if lacking & set(names)}
    sent = view.state is SeenState.SUBMITTED and not view.unsent
    extra = {
        "similar": bool(view.draft.difference),
        "team": len(view.members) > 1,
        "file": bool(view.attachment),
    }
    return written | {step for step, done in (extra | {"submit": sent}).items() if done}


def steps(t: Translator, view: ProposalView, typed: Working) -> str:
    """Draw the progress and the choice of steps, with completed ones marked; returns the current step."""
    step = working.step(typed, view)
    total = required(view.draft, for_institution=view.for_institution)
    lacking = len(missing(view.draft, for_institution=view.for_institution))
    done = max(0, total - lacking)
    st.progress(done / total, text=t("proposals.progress", done=done, total=total))
    ready = done_steps(view)
    names = {name: f"{'✓ ' if name in ready else ''}{t(f'proposals.step.{name}')}" for name in STEPS}
    if recording():
        html(plain.links("step", t("proposals.steps"), names, step))
        return step
    st.pills(
        t("proposals.steps"),
        STEPS,
        key=f"{typed.name}.step",
        required=True,
        wrap=True,
        format_func=lambda name: names[name],
        label_visibility="collapsed",
        on_change=working.follow,
        args=(typed,),
    )
    return step


def edit(t: Translator, actor: Actor, view: ProposalView, on: decision.Seen) -> None:
    """Draw the form of six steps, which is saved automatically."""
    typed = working.working_copy(view)
    if view.state is SeenState.SUBMITTED and view.unsent:
        st.warning(t("proposals.unsent"), icon=":material/edit_note:")
    step = steps(t, view, typed)
    working.refusal(typed)
    if step != "team":
        team.preserve(typed)
    if step == "similar":
        similar.step(t, actor, view)
    elif step == "team":
        team.step(t, view, typed)
        leading.fold(t, actor, view)
    elif step == "file":
        file.step(t, actor, view, typed)
    elif step == "submit":
        receipt.shown(t, actor, view)
        submitting.step(t, actor, view)
        submitting.take_back(t, actor, view, on)
        return
    writing.sheet(t, actor, view, step, hold=(NEXT,))
    if step != "team" or team.open_form(typed) is None:  # the member's form has its own primary button
        onward(t, STEPS[STEPS.index(step) + 1])


def onward(t: Translator, step: str) -> None:
    """Draw the button that leads to the next step."""
    label = t("proposals.continue")
    if recording():
        with st.container(key=NEXT):
            html(plain.onward("step", step, label))
        return
    st.button(label, key=NEXT, type="primary", on_click=working.go, args=(step,))


def show(t: Translator, actor: Actor, view: ProposalView) -> None:
    """Draw the proposal: its form if it can be edited, otherwise its texts and actions."""
    head(t, view)
    on = submitting.seen(t, view)
    if view.editable:
        edit(t, actor, view, on)
        return
    too_late.show(t, actor, view)
    receipt.shown(t, actor, view)
    if view.state is SeenState.WITHDRAWN:
        submitting.open_again(t, actor, view, on)
    elif view.state is SeenState.NOT_SUBMITTED:
        st.warning(t("proposals.closed_draft"), icon=":material/event_busy:")
    closed.show(t, actor, view)
    leading.fold(t, actor, view)
