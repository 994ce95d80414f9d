"""The organiser's decisions: one proposal, several at once, and the publication of the results."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from innovation_hub.domain.money import parse_money
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import ranking
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.ranking import Ranked
from innovation_hub.ui import chrome, decision, errors, forms, state
from innovation_hub.ui.text import paragraphs

UNDECIDED = (S.ELIGIBLE, S.SHORTLISTED)


def done(sentence: str) -> None:
    """Say it after the rerun that shows the new state."""
    chrome.flash(sentence)
    st.rerun()


def one(t: Translator, actor: Actor, row: Ranked) -> None:
    """What can be done with one proposal in its state."""
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
            decision.settle(name)
            done(t("ranking.shortlisted", code=row.code))
        if row.state is S.SHORTLISTED and decision.button(
            on, t("ranking.unshortlist"), key="ranking.unshortlist", icon=":material/remove:"
        ):
            ranking.unshortlist(actor, proposal_id=row.id, version=on.version)
            decision.settle(name)
            done(t("ranking.unshortlisted", code=row.code))
        if row.state not in UNDECIDED:
            if row.reason:
                st.markdown(f"**{t('ranking.reason')}**\n\n{paragraphs(row.reason)}")
            if decision.button(on, t("ranking.reconsider"), key="ranking.reconsider", icon=":material/undo:"):
                ranking.reconsider(actor, proposal_id=row.id, version=on.version)
                decision.settle(name)
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
            decision.settle(on.name)
            done(t("ranking.awarded", code=row.code))
        if declined:
            ranking.decline(actor, proposal_id=row.id, version=on.version, reason=reason)
            decision.settle(on.name)
            done(t("ranking.declined", code=row.code))


def several(t: Translator, actor: Actor, call: JudgedCall, rows: Sequence[Ranked]) -> None:
    """The first of the ranking onto the shortlist; a refusal for all that are left."""
    eligible = sum(row.state is S.ELIGIBLE and row.standing.rank is not None for row in rows)
    remaining = sum(row.state in UNDECIDED for row in rows)
    box = st.expander(t("ranking.several"), key="ranking.several", on_change="rerun")
    if not box.open:
        return
    with box, errors.shown():
        if eligible:
            top = st.number_input(
                t("ranking.top"), 1, max(1, len(rows)), min(10, len(rows)), key="ranking.top", width=200
            )
            if st.button(t("ranking.shortlist_top"), key="ranking.shortlist_top"):
                number = ranking.shortlist_top(actor, call_id=call.id, top=int(top))
                done(t("ranking.shortlisted_many", n=number))
        if remaining:
            form = forms.prefix(f"ranking.rest.{call.id}")
            reason = st.text_area(t("ranking.rest_reason"), key=f"{form}.reason", max_chars=2_000, height=90)
            if st.button(t("ranking.decline_rest", n=remaining), key=f"{form}.decline"):
                decline = partial(ranking.decline_remaining, actor, call_id=call.id, expected=remaining)
                number = decline(reason=reason)
                forms.accepted(f"ranking.rest.{call.id}")
                done(t("ranking.declined_many", n=number))


def publish(t: Translator, actor: Actor, call: JudgedCall) -> None:
    """The results, once everything is decided; with a second look before they go out."""
    title = f"## {t('ranking.publish_title')}\n\n"
    open_ones = call.count(S.SUBMITTED, *UNDECIDED)
    if open_ones:
        st.markdown(title + t("ranking.undecided", n=open_ones), anchors=False)
        return
    what = t("ranking.publish_what", n=call.count(S.AWARDED), received=call.received)
    st.markdown(title + what, anchors=False)
    on = decision.seen(f"conclude.{call.id}", call.version, {t("ranking.publish"): what})
    sure = st.checkbox(t("ranking.publish_sure"), key=f"ranking.sure.{call.id}")
    if decision.button(
        on,
        t("ranking.publish"),
        key="ranking.publish",
        type="primary",
        icon=":material/campaign:",
        disabled=not sure,
    ):
        with errors.shown():
            ranking.conclude(actor, call_id=call.id, version=on.version)
            done(t("ranking.published"))
