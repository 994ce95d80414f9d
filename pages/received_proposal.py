"""One received proposal (``?proposal=17&tab=history``): its text, its reviews and its history, for organisers.

With a list and its filters in the address (``&list=ranking&call=3&show=undecided``) there are links to the previous and
the next proposal of that list.
"""

import streamlit as st

from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.domain.proposals import IN_JUDGING
from innovation_hub.i18n import Translator
from innovation_hub.services import calls, covering, ranking, received
from innovation_hub.services.received import ReceivedDetail
from innovation_hub.ui import chrome, context, state, things
from innovation_hub.ui.judging import covering as covers
from innovation_hub.ui.judging import pdf, source_list, timeline
from innovation_hub.ui.judging import ranking as parts
from innovation_hub.ui.judging import received as texts
from innovation_hub.ui.judging.source_list import SourceList

PROPOSAL = "proposal"


def page(actor: Actor, t: Translator) -> None:
    number = context.page_id(PROPOSAL)
    if number is None:
        st.title(t("pages.received_proposal"))
        st.info(t("received.choose"), icon=":material/info:")
        st.page_link(
            chrome.context_page("screening"), label=t("pages.screening"), icon=":material/arrow_back:"
        )
        return
    found = received.received(actor, proposal_id=number)
    entry = found.entry
    opened_from = source_list.found(t, actor, call_id=found.call_id, proposal_id=number)
    # keys: received.back.*
    st.page_link(
        chrome.context_page(opened_from.page),
        label=t(f"received.back.{opened_from.page}", call=found.call_code),
        icon=":material/arrow_back:",
        query_params=opened_from.query,
    )
    things.steps(t, PROPOSAL, number, opened_from.near, size=opened_from.size, closes=False)
    things.head(
        entry.title,
        badge=state.badge(t, "proposal", entry.state.value),
        code=entry.code,
        facts=texts.lines(t, entry),
    )
    things.timeline(t, timeline.milestones(t, found))
    labels = {"text": t("received.tab.text")}
    if actor.may(Permission.PROPOSAL_DECIDE) and entry.state in IN_JUDGING:
        labels["reviews"] = t("received.tab.reviews")
    chosen = things.tabs(t, labels | {"history": t("things.tab.history")})
    if chosen == "text":
        covers.text(t, entry.id, covering.read(actor, proposal_id=entry.id))
        if entry.attachment_id:
            pdf.clearing(t, actor, entry)
    elif chosen == "reviews":
        criteria = calls.get(actor, call_id=found.call_id).criteria
        parts.reviews(t, criteria, ranking.reviews(actor, proposal_id=entry.id))
    else:
        things.history(
            t, f"proposal.{number}", lambda offset: received.history(actor, proposal_id=number, offset=offset)
        )
    page_links(t, actor, found, opened_from)


def page_links(t: Translator, actor: Actor, found: ReceivedDetail, opened_from: SourceList) -> None:
    """Draw links to screening and ranking with this proposal open, and with the filters of the list."""

    def where(page: str) -> dict[str, str]:
        query = opened_from.query if opened_from.page == page else {"call": str(found.call_id)}
        return {**query, PROPOSAL: str(found.entry.id)}

    with things.actions(t):
        st.page_link(
            chrome.context_page("screening"),
            label=t("received.to_screening"),
            icon=":material/fact_check:",
            query_params=where("screening"),
        )
        if actor.may(Permission.PROPOSAL_DECIDE) and found.entry.state in IN_JUDGING:
            st.page_link(
                chrome.context_page("ranking"),
                label=t("received.to_ranking"),
                icon=":material/leaderboard:",
                query_params=where("ranking"),
            )
