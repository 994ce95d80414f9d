"""The last step: missing fields, declarations and submission; and withdrawal and reopening."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposal_checks import missing
from innovation_hub.domain.proposals import SeenState
from innovation_hub.i18n import Translator
from innovation_hub.services import proposals
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui import chrome, decision, errors, state
from innovation_hub.ui.proposals import writing
from innovation_hub.ui.text import md


def step(t: Translator, actor: Actor, view: ProposalView) -> None:
    """Draw what is missing, and the declarations with the submit button, which are part of the form sheet."""
    lacking = missing(view.draft, for_institution=view.for_institution)
    if lacking:
        # keys: proposals.missing.*, proposals.long.*
        listed = "\n".join(f"- {t(lack.key, **lack.data)}" for lack in lacking)
        st.warning(f"{t('proposals.not_ready')}\n\n{listed}", icon=":material/checklist:")
    elif not view.unsent and view.state is SeenState.SUBMITTED:
        st.info(t("proposals.nothing_new"), icon=":material/check_circle:")
    elif view.leads:
        st.info(t("proposals.ready"), icon=":material/task_alt:")
    if view.unanswered and view.editable:
        st.info(
            t("proposals.team.unanswered", names=", ".join(md(name) for name in view.unanswered)),
            icon=":material/schedule_send:",
        )
    if not view.leads and view.unsent:
        st.markdown(t("proposals.leader_submits"))
    writing.sheet(t, actor, view, "submit")


def seen(t: Translator, view: ProposalView) -> decision.Seen:
    """The state of the proposal as seen by its leader, to withdraw or reopen it; changes of texts do not matter.

    Drafts are not bound, because nothing is decided here of them: the form sheet submits them.
    """
    facts = {
        t("decision.fact.state"): state.label(t, "proposal", view.state.value),
        t("decision.fact.call"): state.label(t, "call", view.call.phase.value),
    }
    on = decision.seen(f"proposal.{view.id}.own", (view.state, view.open), facts)
    if not on.stale and not (view.leads and view.state in (SeenState.SUBMITTED, SeenState.WITHDRAWN)):
        decision.settle(on.name)
    return on


def take_back(t: Translator, actor: Actor, view: ProposalView, on: decision.Seen) -> None:
    """Draw the button that withdraws the submitted proposal, in an expander."""
    if view.state is not SeenState.SUBMITTED or not view.open or not view.leads:
        return
    with st.expander(t("proposals.withdraw"), icon=":material/undo:"):
        st.markdown(t("proposals.withdraw_note"))
        if decision.button(on, t("proposals.withdraw"), key=f"proposal.{view.id}.withdraw"):
            with errors.shown():
                proposals.withdraw(actor, proposal_id=view.id, version=view.version)
                decision.settle(on.name)
                chrome.flash(t("proposals.withdrawn"))
                st.rerun()


def open_again(t: Translator, actor: Actor, view: ProposalView, on: decision.Seen) -> None:
    """Draw the button that reopens a withdrawn proposal as a draft."""
    st.warning(t("proposals.withdrawn_note"), icon=":material/undo:")
    if not (view.open and view.leads):
        return
    if decision.button(on, t("proposals.reopen"), key=f"proposal.{view.id}.reopen", type="primary"):
        with errors.shown():
            proposals.reopen(actor, proposal_id=view.id, version=view.version)
            decision.settle(on.name)
            chrome.flash(t("proposals.reopened"))
            st.rerun()
