"""Forms of the organiser's decisions on one proposal."""

import streamlit as st

from innovation_hub.domain.money import parse_money
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import ranking
from innovation_hub.services.ranking import Ranked
from innovation_hub.ui import chrome, decision, errors, forms, state
from innovation_hub.ui.text import paragraphs

UNDECIDED = (S.ELIGIBLE, S.SHORTLISTED)
SETTLED = ("ranking.", "conclude.")
"""Beginnings of the names of what any decision on results changes."""


def done(sentence: str) -> None:
    """Show a message after the rerun, and accept all changes of the ranking as seen."""
    decision.settle_all(*SETTLED)
    chrome.flash(sentence)
    st.rerun()


def one(t: Translator, actor: Actor, row: Ranked) -> None:
    """Draw the actions possible on a proposal in its state."""
    name = f"ranking.{row.id}"
    facts = {t("judging.state"): state.label(t, "proposal", row.state.value)}
    if row.reason:
        facts[t("ranking.reason")] = row.reason
    if row.requested:
        facts[t("ranking.amount")] = formats.money(t, row.requested)
    typed = st.session_state.get(f"{forms.prefix(name)}.reason") or ""
    on = decision.seen(name, row.version, facts, reason=typed, standing=row.state in UNDECIDED)
    with errors.shown():
        if row.state is S.ELIGIBLE and decision.button(
            on, t("ranking.shortlist"), key="ranking.shortlist", type="primary", icon=":material/checklist:"
        ):
            ranking.shortlist(actor, proposal_id=row.id, version=on.version)
            done(t("ranking.shortlisted", code=row.code))
        if row.state is S.SHORTLISTED and decision.button(
            on, t("ranking.unshortlist"), key="ranking.unshortlist", icon=":material/remove:"
        ):
            ranking.unshortlist(actor, proposal_id=row.id, version=on.version)
            done(t("ranking.unshortlisted", code=row.code))
        if row.state not in UNDECIDED:
            if row.reason:
                st.markdown(f"**{t('ranking.reason')}**\n\n{paragraphs(row.reason)}")
            if decision.button(on, t("ranking.reconsider"), key="ranking.reconsider", icon=":material/undo:"):
                ranking.reconsider(actor, proposal_id=row.id, version=on.version)
                done(t("ranking.reconsidered", code=row.code))
    if row.state in UNDECIDED:
        _decision(t, actor, row, on)


def _decision(t: Translator, actor: Actor, row: Ranked, on: decision.Seen) -> None:
    form = forms.prefix(f"ranking.{row.id}")
    reason = st.text_area(
        t("ranking.reason"), key=f"{form}.reason", help=t("ranking.reason_help"), max_chars=2_000, height=110
    )
    amount = ""
    if row.state is S.SHORTLISTED:
        amount = st.text_input(
            t("ranking.amount"),
            key=f"{form}.amount",
            help=t("ranking.amount_help"),
            placeholder=formats.number(t, row.requested) if row.requested else "",
            width=280,
        )
    else:
        st.markdown(f":small[{t('ranking.award_needs_shortlist')}]")
    with st.container(horizontal=True):
        awarded = row.state is S.SHORTLISTED and decision.button(
            on, t("ranking.award"), key=f"{form}.award", type="primary", icon=":material/emoji_events:"
        )
        declined = decision.button(on, t("ranking.decline"), key=f"{form}.decline", icon=":material/close:")
    with errors.shown():
        if awarded:
            ranking.award(
                actor,
                proposal_id=row.id,
                version=on.version,
                amount=parse_money(amount, allow_zero=True),
                reason=reason,
            )
            done(t("ranking.awarded", code=row.code))
        if declined:
            ranking.decline(actor, proposal_id=row.id, version=on.version, reason=reason)
            done(t("ranking.declined", code=row.code))
