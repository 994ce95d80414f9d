"""What came after the deadline: said plainly, and the words kept on the screen."""

import streamlit as st

from innovation_hub.domain.proposals import SECTIONS, SeenState
from innovation_hub.errors import DeadlinePassed
from innovation_hub.i18n import Translator
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui.errors import sentence
from innovation_hub.ui.proposals import working
from innovation_hub.ui.text import paragraphs


def said(t: Translator, view: ProposalView) -> None:
    """Say that changes were not handed in, and show those that could not even be saved."""
    if view.open or view.state is SeenState.WITHDRAWN:
        return
    if view.unsent and view.submissions:
        st.warning(t("proposals.unsent_late"), icon=":material/event_busy:")
    typed = working.unsaved(view.id)
    if typed is None:
        return
    st.error(sentence(t, DeadlinePassed(closed_at=view.call.closes_at)), icon=":material/event_busy:")
    names = ("title", *(section.name for section in SECTIONS), "difference")
    texts = [
        f"**{t(f'proposals.field.{name}')}**\n\n{paragraphs(typed.typed[name])}"
        for name in names
        if typed.typed[name] != typed.saved[name]
    ]
    if texts:
        with st.expander(t("proposals.typed_late"), expanded=True):
            st.markdown("\n\n".join(texts))
