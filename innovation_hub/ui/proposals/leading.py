"""Transfer of the lead of a proposal, in an expander."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import Standing
from innovation_hub.i18n import Translator
from innovation_hub.services import proposals
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui import chrome, decision, errors
from innovation_hub.ui.forms import PICK
from innovation_hub.ui.text import md


def fold(t: Translator, actor: Actor, view: ProposalView) -> None:
    """Draw the form to transfer the lead; nothing for anybody but the leader, or in a team of one."""
    joined = [member for member in view.members if member.standing is Standing.JOINED]
    if not view.leads or len(joined) < 2:
        return
    with st.expander(t("proposals.lead.title"), icon=":material/swap_horiz:"):
        names = {each.member_id: each.name for each in proposals.successors(actor, proposal_id=view.id)}
        if not names:
            st.markdown(t("proposals.lead.nobody"))
            return
        st.markdown(t("proposals.lead.intro"))
        facts = {t("proposals.lead.members"): ", ".join(member.name for member in joined)}
        on = decision.seen(f"proposal.lead.{view.id}", view.version, facts)
        key = f"proposal.{view.id}.lead"
        chosen = st.selectbox(
            t("proposals.lead.to"),
            list(names),
            index=None,
            format_func=lambda member_id: names.get(member_id, ""),
            key=f"{PICK}{key}.to",
        )
        if decision.button(on, t("proposals.lead.do"), disabled=chosen is None, key=f"{key}.do") and chosen:
            with errors.shown():
                proposals.hand_over(actor, proposal_id=view.id, version=on.version, member_id=chosen)
                decision.settle(on.name)
                chrome.flash(t("proposals.lead.done", name=md(names[chosen])))
                st.rerun()
