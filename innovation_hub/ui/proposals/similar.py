"""The step of similar work: what the text is like; in the writer's words how the work differs stands below it."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import similarity
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui import errors
from innovation_hub.ui import similarity as alike
from innovation_hub.ui.text import small


def step(t: Translator, actor: Actor, view: ProposalView) -> None:
    """Looked up when the step is opened, never while the texts are typed; a failure leaves the rest as it is."""
    st.markdown(f"{t('similarity.intro')}\n\n{small(t('similarity.privacy'))}")
    with errors.shown():
        found = similarity.for_writer(actor, proposal_id=view.id, draft=view.draft)
        alike.listed(t, found, asked=t("similarity.mine"))
