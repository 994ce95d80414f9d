"""The read-only view of a proposal for its team."""

import streamlit as st

from innovation_hub.domain.fields import TEXTS, FieldKind
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposal_fields import FIELDS, WRITTEN
from innovation_hub.i18n import Translator
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui.proposals import answers, file, team
from innovation_hub.ui.text import paragraphs, small


def show(t: Translator, who: Actor, view: ProposalView) -> None:
    """Draw all texts, the team and the PDF."""
    draft = view.draft
    facts = [
        f"{t(field.heading)}: {words}"
        for field in FIELDS.values()
        if not (field.kind in TEXTS or (field.kind is FieldKind.TICK and field.placed))
        and (words := answers.words(t, field, getattr(draft, field.name)))
    ]
    texts = [
        f"### {t(field.heading)}\n\n{paragraphs(getattr(draft, field.name)) or '–'}"
        for field in WRITTEN
        if field.needed or getattr(draft, field.name)
    ]
    members = "\n\n".join(team.line(t, member) for member in view.members)
    st.markdown(
        f"## {t('proposals.read.text')}\n\n"
        + "  \n".join(facts)
        + "\n\n"
        + "\n\n".join(texts)
        + f"\n\n### {t('proposals.read.team')}\n\n{members}",
        anchors=False,
    )
    if view.attachment is None:
        st.markdown(small(t("proposals.file.none")))
    else:
        file.shown(t, who, view.id, view.attachment)
