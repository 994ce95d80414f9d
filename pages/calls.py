"""The public list of calls, those open now first; with ``?call=ICT-2027-1`` one call, and what one can do."""

from itertools import groupby

import streamlit as st

from innovation_hub.domain import addresses
from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import calls
from innovation_hub.ui import chrome, context, lists, sharing
from innovation_hub.ui.calls import public
from innovation_hub.ui.html import html
from innovation_hub.ui.nothing import nothing

CALLS = lists.ListSpec("calls", search="", size=12)


def page(actor: Actor, t: Translator) -> None:
    chosen = context.code("call")
    if not chosen:
        everything(t, actor)
    else:
        one(t, actor, chosen)


def one(t: Translator, actor: Actor, code: str) -> None:
    """Draw one call."""
    call = calls.find(actor, code=code)
    st.page_link(chrome.context_page("calls"), label=t("calls.all"), icon=":material/arrow_back:")
    public.show(t, call, actor)
    if call.card.phase is not CallPhase.DRAFT:
        where = addresses.written("calls", {"call": call.card.code})
        sharing.button(t, t("calls.share"), address=where, title=public.title(t, call.card))


def everything(t: Translator, actor: Actor) -> None:
    """Draw the list of calls by phase."""
    chosen, page = lists.found(
        lists.chosen(t, CALLS), lambda offset: calls.announced(actor, offset=offset, size=CALLS.size)
    )
    st.markdown(f"# {t('calls.title')}\n\n{t('calls.intro')}", anchors=False)
    if not page.total:
        nothing("bud", t("calls.empty"))
    for phase, cards in groupby(page.items, key=lambda card: card.phase):
        st.markdown(f"## {t(f'calls.group.{phase.value}')}", anchors=False)
        for card in cards:
            with st.container(border=True):
                html(public.listed(t, card))
                st.page_link(
                    chrome.context_page("calls"),
                    label=t("calls.read"),
                    icon=":material/arrow_forward:",
                    query_params={"call": card.code},
                )
    lists.pager(t, CALLS, chosen, page.total)
