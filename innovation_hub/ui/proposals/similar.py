"""The step of similar work: what the text is like, and in the writer's words how the work differs."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import DIFFERENCE_MAX
from innovation_hub.i18n import Translator
from innovation_hub.services import similarity
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui import errors
from innovation_hub.ui import similarity as alike
from innovation_hub.ui.draft import Draft, bind
from innovation_hub.ui.proposals import working
from innovation_hub.ui.text import small


def step(t: Translator, actor: Actor, view: ProposalView, typed: Draft) -> None:
    """Looked up when the step is opened, never while the texts are typed; a failure leaves the rest as it is."""
    st.markdown(f"{t('similarity.intro')}\n\n{small(t('similarity.privacy'))}")
    with errors.shown():
        text = working.readable(typed.typed)
        found = similarity.for_writer(actor, proposal_id=view.id, draft=text)
        alike.listed(t, found, asked=t("similarity.mine"))
    st.text_area(t("similarity.differs"), max_chars=DIFFERENCE_MAX, height=150, **bind(typed, "difference"))
    st.markdown(small(t("similarity.differs_help")))
