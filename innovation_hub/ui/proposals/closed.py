"""A proposal that can no longer be changed, as its writers read it."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import SECTIONS
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui.proposals import file, team
from innovation_hub.ui.text import paragraphs, small


def whole(t: Translator, who: Actor, view: ProposalView) -> None:
    """All its texts, its team and its PDF."""
    draft = view.draft
    facts = [f"{t('proposals.field.track')}: {t(f'proposals.track.{draft.track.value}')}"]
    if draft.resolutions:
        served = ", ".join(str(number) for number in draft.resolutions)
        facts.append(f"{t('proposals.field.resolutions')}: {served}")
    if draft.trl:
        facts.append(f"{t('proposals.field.trl')}: {t(f'proposals.trl.{draft.trl}')}")
    if draft.requested:
        facts.append(f"{t('proposals.field.requested')}: {formats.money(t, draft.requested)}")
    texts = [
        f"### {t(f'proposals.field.{section.name}')}\n\n{paragraphs(draft.section(section.name)) or '–'}"
        for section in SECTIONS
    ]
    if draft.difference:
        texts.append(f"### {t('proposals.field.difference')}\n\n{paragraphs(draft.difference)}")
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
