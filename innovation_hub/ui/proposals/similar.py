"""The step of similar work: matches of the text; the field below asks how the work differs."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import similarity
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui import errors
from innovation_hub.ui import similarity as alike
from innovation_hub.ui.text import small


def step(t: Translator, actor: Actor, view: ProposalView) -> None:
    """Draw the matches, searched when the step is opened; an error is shown without affecting the rest of the page."""
    st.markdown(f"{t('similarity.intro')}\n\n{small(t('similarity.privacy'))}")
    with errors.shown():
        found = similarity.for_writer(actor, proposal_id=view.id, draft=view.draft)
        alike.listed(t, found, asked=t("similarity.mine"))
