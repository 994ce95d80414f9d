"""Messages after the deadline on unsubmitted changes, and input that could not be saved."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import SeenState
from innovation_hub.errors import DeadlinePassed
from innovation_hub.i18n import Translator
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui.errors import sentence
from innovation_hub.ui.proposals import writing


def show(t: Translator, who: Actor, view: ProposalView) -> None:
    """Draw that changes were not submitted, and input stored in the browser that could not be saved."""
    if view.open or view.state is SeenState.WITHDRAWN:
        return
    if view.state is SeenState.CALL_CANCELLED:
        why = t("proposals.refused.call_cancelled")
        writing.too_late(t, who, view, f"{why} {t('proposals.typed_cancelled')}:")
        return
    if view.unsent and view.submissions:
        st.warning(t("proposals.unsent_late"), icon=":material/event_busy:")
    why = sentence(t, DeadlinePassed(closed_at=view.call.closes_at))
    writing.too_late(t, who, view, f"{why} {t('proposals.typed_late')}:")
