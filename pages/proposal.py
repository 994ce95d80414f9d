"""One proposal (``?proposal=7``): written in six steps, handed in, read. ``?call=3`` begins one for a call."""

import streamlit as st

from innovation_hub.domain.permissions import Permission
from innovation_hub.domain.proposals import SeenState, missing, required
from innovation_hub.i18n import formats
from innovation_hub.services import calls, proposals
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui import chrome, context, draft, state
from innovation_hub.ui.calls import reading as call_reading
from innovation_hub.ui.proposals import (
    file,
    handing_in,
    reading,
    receipt,
    similar,
    team,
    too_late,
    working,
    writing,
)
from innovation_hub.ui.text import READABLE, md

STEPS = ("idea", "plan", "similar", "team", "file", "hand_in")
actor = context.require(Permission.PROPOSAL_WRITE)
t = context.t()


def begin(call_id: int) -> None:
    """A call, and the button that begins a proposal for it."""
    call = calls.get(actor, call_id=call_id)
    title = md(call_reading.title(t, call.card))
    st.markdown(
        f"# {t('proposals.begin_for')}\n\n**{title}**\n\n{call_reading.facts(t, call.card)}", anchors=False
    )
    call_reading.way_in(t, actor, call.card)


def head(view: ProposalView) -> None:
    """Title, state, call and deadline; then what the outcome was, if there is one."""
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
            query_params={"call": str(view.call.id)},
        )


def edit(view: ProposalView) -> None:
    """The six steps; what is typed is saved on leaving a field, on changing the step and by the button."""
    typed = working.working_copy(view)
    key = f"{typed.name}.step"
    st.session_state.setdefault(key, STEPS[-1 if view.state is SeenState.SUBMITTED else 0])
    step: str = st.session_state[key]
    if view.state is SeenState.SUBMITTED and view.unsent:
        st.warning(t("proposals.unsent"), icon=":material/edit_note:")
    text = working.readable(typed.typed)
    total = required(for_institution=view.for_institution, track=text.track)
    done = total - len(missing(text, for_institution=view.for_institution))
    st.progress(done / total, text=t("proposals.progress", done=done, total=total))
    st.pills(
        t("proposals.steps"),
        STEPS,
        default=step,
        key=key,
        required=True,
        wrap=True,
        format_func=lambda name: t(f"proposals.step.{name}"),
        label_visibility="collapsed",
        on_change=draft.save,
        args=(typed,),
    )
    draft.status(typed, writing.labels(t))
    if step != "team":
        team.hold(typed)
    if step in ("idea", "plan"):
        (writing.idea if step == "idea" else writing.plan)(t, typed)
    elif step == "similar":
        similar.step(t, actor, view, typed)
    elif step == "team":
        team.step(t, view, typed)
    elif step == "file":
        file.step(t, actor, view, typed)
    else:
        receipt.shown(t, actor, view)
        handing_in.step(t, actor, view, typed)
    st.markdown(draft.saved_line(typed))
    if step == "hand_in":
        handing_in.take_back(t, actor, view)
    elif step != "team" or team.open_form(typed) is None:  # else its own button is the one to press
        with st.container(horizontal=True):
            if step in ("idea", "plan", "similar"):
                st.button(
                    t("proposals.save"),
                    key="proposal.save",
                    icon=":material/save:",
                    on_click=draft.save,
                    args=(typed,),
                )
            st.button(
                t("proposals.continue"),
                key="proposal.next",
                type="primary",
                on_click=follow,
                args=(typed, STEPS[STEPS.index(step) + 1]),
            )


def follow(typed: draft.Draft, step: str) -> None:
    """Save and show the next step; stay where something could not be saved."""
    draft.save(typed)
    if not typed.changed:
        working.go(typed, step)


def show(view: ProposalView) -> None:
    """The proposal with what may be done with it now."""
    head(view)
    if view.editable:
        edit(view)
        return
    too_late.said(t, view)
    receipt.shown(t, actor, view)
    if view.state is SeenState.WITHDRAWN:
        handing_in.open_again(t, actor, view)
    elif view.state is SeenState.NOT_SUBMITTED:
        st.warning(t("proposals.closed_draft"), icon=":material/event_busy:")
    reading.whole(t, actor, view)


def main(proposal_id: int | None, call_id: int | None) -> None:
    """What the address asks for."""
    st.page_link(chrome.context_page("proposals"), label=t("proposals.title"), icon=":material/arrow_back:")
    if proposal_id is not None:
        working.catch_up(proposal_id)
        show(proposals.get(actor, proposal_id=proposal_id))
    elif call_id is not None:
        begin(call_id)
    else:
        st.info(t("proposals.none"), icon=":material/edit_note:")
        st.page_link(chrome.context_page("calls"), label=t("proposals.find_call"), icon=":material/campaign:")


with st.container(width=READABLE):
    main(context.page_id("proposal"), context.page_id("call"))
