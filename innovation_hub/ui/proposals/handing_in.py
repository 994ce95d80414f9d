"""The last step: what is still missing, the declarations, the handing-in; and taking it back."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import SeenState, missing
from innovation_hub.i18n import Translator
from innovation_hub.services import proposals
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui import chrome, context, errors
from innovation_hub.ui.proposals import writing
from innovation_hub.ui.proposals.working import Working


def step(t: Translator, actor: Actor, view: ProposalView, typed: Working) -> None:
    """Declarations, the check list, and the button."""
    writing.sheet(t, actor, view, "hand_in", hold=(f"{typed.name}.submit",))
    lacking = missing(view.draft, for_institution=view.for_institution)
    if lacking:
        # keys: proposals.missing.*, proposals.long.*
        listed = "\n".join(f"- {t(lack.key, **lack.data)}" for lack in lacking)
        st.warning(f"{t('proposals.not_ready')}\n\n{listed}", icon=":material/checklist:")
        return
    if not view.unsent and view.state is SeenState.SUBMITTED:
        st.info(t("proposals.nothing_new"), icon=":material/check_circle:")
        return
    st.info(t("proposals.ready"), icon=":material/task_alt:")
    if not view.leads:
        st.markdown(t("proposals.leader_submits"))
        return
    _hand_in(t, actor, view, typed)


def _hand_in(t: Translator, actor: Actor, view: ProposalView, typed: Working) -> None:
    key = f"{typed.name}.confirm.{len(view.submissions)}"
    confirmed = st.checkbox(t("proposals.confirm"), key=key)
    again = view.state is SeenState.SUBMITTED
    if st.button(
        t("proposals.submit_again" if again else "proposals.submit"),
        key=f"{typed.name}.submit",
        type="primary",
        icon=":material/send:",
        disabled=not confirmed,
    ):
        with errors.shown():
            receipt = proposals.submit(
                actor, proposal_id=view.id, version=view.version, arrived=context.arrived()
            )
            chrome.flash(t("proposals.done", code=receipt.code))
            st.rerun()


def take_back(t: Translator, actor: Actor, view: ProposalView) -> None:
    """Withdraw what was handed in, behind a fold."""
    if view.state is not SeenState.SUBMITTED or not view.open or not view.leads:
        return
    with st.expander(t("proposals.withdraw"), icon=":material/undo:"):
        st.markdown(t("proposals.withdraw_note"))
        if st.button(t("proposals.withdraw"), key=f"proposal.{view.id}.withdraw"):
            with errors.shown():
                proposals.withdraw(actor, proposal_id=view.id, version=view.version)
                chrome.flash(t("proposals.withdrawn"))
                st.rerun()


def open_again(t: Translator, actor: Actor, view: ProposalView) -> None:
    """Make a withdrawn proposal a draft again."""
    st.warning(t("proposals.withdrawn_note"), icon=":material/undo:")
    if not (view.open and view.leads):
        return
    if st.button(t("proposals.reopen"), key=f"proposal.{view.id}.reopen", type="primary"):
        with errors.shown():
            proposals.reopen(actor, proposal_id=view.id, version=view.version)
            chrome.flash(t("proposals.reopened"))
            st.rerun()
