"""The reader's proposals with their states and next steps."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import SeenState
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import proposals
from innovation_hub.services.proposals import ProposalCard
from innovation_hub.ui import chrome, state, tables
from innovation_hub.ui.calls import public
from innovation_hub.ui.entry import entry
from innovation_hub.ui.html import html
from innovation_hub.ui.nothing import nothing

SIZE = 12


def page(actor: Actor, t: Translator) -> None:
    mine = proposals.mine(actor, offset=tables.offset("proposals"), size=SIZE)
    st.markdown(f"# {t('proposals.title')}", anchors=False)
    if not mine.total:
        nothing("seed", t("proposals.empty"))
    for card in mine.items:
        draw(t, card)
    st.page_link(chrome.context_page("calls"), label=t("proposals.find_call"), icon=":material/campaign:")
    tables.pager(mine.total, SIZE, "proposals")


def next_step(t: Translator, card: ProposalCard) -> str:
    """The label of the link to a proposal."""
    writable = card.call.phase.value == "open"
    if writable and card.state in (SeenState.DRAFT, SeenState.SUBMITTED, SeenState.WITHDRAWN):
        return t(f"proposals.next.{card.state.value}")
    return t("proposals.next.read")


def draw(t: Translator, card: ProposalCard) -> None:
    """Draw the card of a proposal."""
    quiet = [
        t("proposals.of_call", title=public.title(t, card.call)),
        t("proposals.updated", when=formats.instant(t, card.updated_at)),
    ]
    if not card.leads:
        quiet.append(t("proposals.in_team"))
    shown = entry(
        card.title or t("proposals.untitled"),
        level=2,
        chip=state.chip(t, "proposal", card.state.value),
        code=card.code or "",
        lines=public.saying(t, card.call),
        quiet=quiet,
        aside=public.time_left(t, card.call),
    )
    with st.container(border=True):
        html(shown)
        st.page_link(
            chrome.context_page("proposal"),
            label=next_step(t, card),
            icon=":material/arrow_forward:",
            query_params={"proposal": str(card.id)},
        )
