"""Screening (``?call=3&proposal=17``): read submitted proposals, admit or rule them out with a reason, or undo it."""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.i18n import Translator
from innovation_hub.services import covering, judging, screening, similarity
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.paging import Page, neighbours_shown
from innovation_hub.services.screening import ReceivedProposal, Show
from innovation_hub.ui import chrome, context, decision, errors, forms, lists, state, things
from innovation_hub.ui import similarity as alike
from innovation_hub.ui.judging import choice, pdf, received, screening_list, source_list
from innovation_hub.ui.judging import covering as covers
from innovation_hub.ui.lists import Chosen, ListSpec
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import md

PROPOSAL = "proposal"
SCREENED = (ProposalState.ELIGIBLE, ProposalState.INELIGIBLE)


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.screening"), anchor=False)
    call = choice.chosen(t, judging.calls(actor))
    if call is None:
        return
    if call.phase in (CallPhase.UPCOMING, CallPhase.OPEN) or not call.received:
        st.markdown(choice.line(t, call))
    if call.phase in (CallPhase.UPCOMING, CallPhase.OPEN):
        nothing("bud", t("screening.not_yet"))
        st.stop()  # what was chosen and typed for another call stays
    if not call.received:
        nothing("bud", t("screening.none_received"))
        st.stop()  # what was chosen and typed for another call stays
    done = call.received - call.waiting
    progress = t("screening.progress", done=done, n=call.received)
    st.progress(done / call.received, text=f"{choice.line(t, call)} · {progress}")
    spec = screening_list.spec(t, actor, call)
    chosen = lists.chosen(t, spec)
    chosen, shown = lists.found(chosen, partial(screening_list.read, t, actor, call, chosen))
    decision.gone("screening", {entry.id for entry in shown.items}, partial(change_sentence, t, actor))
    opened(t, actor, call, spec, chosen, shown)
    listing(t, actor, call, spec, chosen, shown)
    if not shown.total:
        nothing_listed(t, call, chosen)
    if not call.waiting and call.phase is CallPhase.JUDGING:
        st.page_link(
            chrome.context_page("panels"),
            label=t("screening.on_to_panels"),
            icon=":material/groups:",
            query_params={"call": str(call.id)},
        )


def nothing_listed(t: Translator, call: JudgedCall, chosen: Chosen) -> None:
    """Draw that nothing is listed, with a link to all proposals when none waits for screening."""
    if call.waiting or chosen.values["show"] != Show.WAITING:
        nothing("bloom", t("screening.nothing_listed"))
        return
    nothing("bloom", t("screening.nothing_waits"))
    st.page_link(
        chrome.context_page("screening"),
        label=t("screening.show_all", n=call.received),
        icon=":material/description:",
        query_params={"call": str(call.id), "show": Show.ALL.value},
    )


def listing(
    t: Translator,
    actor: Actor,
    call: JudgedCall,
    spec: ListSpec,
    chosen: Chosen,
    page: Page[ReceivedProposal],
) -> None:
    lists.controls(t, spec, chosen)
    query = lists.link_parameters(spec)
    if page.total and lists.mode(t, spec):
        place = urlencode({**query, "page": chosen.page})
        on = lists.ticks(t, spec, place, [received.tickable(t, query, entry) for entry in page.items])
        admit_ticked(t, actor, call, spec, on)
    elif page.total:
        received.table(t, query, page)
    lists.pager(t, spec, chosen, page.total)


def admit_ticked(t: Translator, actor: Actor, call: JudgedCall, spec: ListSpec, on: decision.Seen) -> None:
    """Draw the button that admits all ticked proposals; reports those left out and why."""
    n = len(on.version)
    label = t("screening.admit_several", n=n) if n else t("screening.admit_none")
    if decision.button(
        on, label, key="screening.admit_several", type="primary", icon=":material/check:", disabled=not n
    ):
        with errors.shown():
            done = screening.admit_several(actor, call_id=call.id, seen=on.version)
            lists.unticked(spec)
            chrome.flash(received.several_admitted(t, done))
            things.show(PROPOSAL, None)
            st.rerun()


def actions(t: Translator, actor: Actor, entry: ReceivedProposal) -> None:
    """Draw the buttons to admit, rule out or undo, as the state allows, bound to the version seen."""
    waits = entry.state is ProposalState.SUBMITTED
    on_to_the_next = partial(things.show, PROPOSAL, None)
    form = forms.prefix(f"screening.{entry.id}")
    admit = decision.Option(
        t("screening.admit"),
        lambda on, _: screening.admit(actor, proposal_id=entry.id, version=on.version),
        t("screening.admitted", code=entry.code),
        key=f"{form}.admit",
        icon=":material/check:",
        main=True,
        then=on_to_the_next,
    )
    out = decision.Option(
        t("screening.rule_out"),
        lambda on, why: screening.rule_out(actor, proposal_id=entry.id, version=on.version, reason=why),
        t("screening.ruled_out", code=entry.code),
        key=f"{form}.out",
        icon=":material/block:",
        reasoned=True,
        then=on_to_the_next,
    )
    undo = decision.Option(
        t("screening.undo"),
        lambda on, _: screening.undo(actor, proposal_id=entry.id, version=on.version),
        t("screening.undone", code=entry.code),
        key=f"{form}.undo",
        icon=":material/undo:",
        then=on_to_the_next,
    )
    expander = decision.Expander(t("screening.rule_out_title"), "screening.ruling_out")
    decision.draw(
        decision.Record(f"screening.{entry.id}", entry.version, received.seen(t, entry)),
        (admit, out) if waits else (undo,) if entry.state in SCREENED else (),
        reason=decision.Reason(t("screening.reason"), 500, t("screening.reason_help"), expander)
        if waits
        else None,
    )


def change_sentence(t: Translator, actor: Actor, proposal_id: int, version: int) -> str | None:
    """A sentence on a proposal that is no longer listed; None if it is unchanged since it was seen."""
    found = screening.outcome(actor, proposal_id=proposal_id)
    if found is None:
        return t("errors.not_found")
    if found.version == version:
        return None
    word = state.label(t, "proposal", found.state.value)
    return t("decision.gone.proposal", code=md(found.code), state=word)


def compared(t: Translator, actor: Actor, entry: ReceivedProposal) -> None:
    """Draw similar work in an expander, searched when it is opened."""
    box = st.expander(
        t("similarity.look"),
        icon=":material/difference:",
        key=f"screening.{entry.id}.similar",
        on_change="rerun",
    )
    if box.open:
        with box, errors.shown():
            found = similarity.for_screening(actor, proposal_id=entry.id)
            alike.listed(t, found, asked=t("similarity.asked"))


def wanted_entry(actor: Actor, call: JudgedCall, page: Page[ReceivedProposal]) -> ReceivedProposal | None:
    """The proposal in the address, by default the first of the list."""
    number = context.page_id(PROPOSAL)
    listed = {entry.id: entry for entry in page.items}
    if number and number not in listed:
        named = screening.entry(actor, call_id=call.id, proposal_id=number)
        return named or next(iter(page.items), None)
    return listed[number] if number else next(iter(page.items), None)


def opened(
    t: Translator,
    actor: Actor,
    call: JudgedCall,
    spec: ListSpec,
    chosen: Chosen,
    page: Page[ReceivedProposal],
) -> None:
    """Draw the proposal to read and decide."""
    entry = wanted_entry(actor, call, page)
    if entry is None:
        return
    ids = [one.id for one in page.items]
    near = neighbours_shown(ids, entry.id, offset=chosen.offset, total=page.total)
    near = near or screening_list.near(t, actor, call, chosen, entry.id)
    things.steps(t, PROPOSAL, entry.id, near, size=chosen.size, closes=False)
    found = covering.read(actor, proposal_id=entry.id)
    st.markdown(received.facts(t, entry, covers.asked(t, found)), anchors=False)
    st.page_link(
        chrome.context_page("received_proposal"),
        label=t("received.open"),
        icon=":material/description:",
        query_params={
            PROPOSAL: str(entry.id),
            **source_list.parameters("screening", lists.link_parameters(spec)),
        },
    )
    compared(t, actor, entry)
    text, decision = st.columns([3, 2], gap="large")
    with decision:
        actions(t, actor, entry)
    with text:
        covers.tools(t, actor, entry.id, found)
        covers.text(t, entry.id, found)
        if entry.attachment_id:
            pdf.clearing(t, actor, entry)
