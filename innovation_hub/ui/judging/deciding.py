"""The organiser's decisions on one proposal."""

import streamlit as st

from innovation_hub.domain.money import parse_money
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import ranking
from innovation_hub.services.ranking import Ranked
from innovation_hub.ui import chrome, decision, forms, state
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
    """Draw the decisions possible on a proposal in its state, or the one that was made."""
    name, undecided = f"ranking.{row.id}", row.state in UNDECIDED
    reason = decision.Reason(t("ranking.reason"), ranking.REASON_MAX, t("ranking.reason_help"))
    options = {S.ELIGIBLE: _eligible, S.SHORTLISTED: _shortlisted}.get(row.state, _decided)
    # keys: ranking.follows.eligible, ranking.follows.shortlisted, ranking.follows.reconsider
    decision.draw(
        decision.Record(name, row.version, _facts(t, row)),
        options(t, actor, row),
        shown="" if undecided else _shown(t, row),
        follows=t(f"ranking.follows.{row.state.value if undecided else 'reconsider'}"),
        reason=reason if undecided else None,
        amount=_amount(t, row) if row.state is S.SHORTLISTED else None,
        settles=SETTLED,
    )


def _eligible(t: Translator, actor: Actor, row: Ranked) -> list[decision.Option]:
    shortlist = decision.Option(
        t("ranking.shortlist"),
        lambda on, _: ranking.shortlist(actor, proposal_id=row.id, version=on.version),
        t("ranking.shortlisted", code=row.code),
        key="ranking.shortlist",
        icon=":material/checklist:",
        main=True,
        keeps_input=True,  # the reason typed so far is for the award
    )
    return [shortlist, _decline(t, actor, row)]


def _shortlisted(t: Translator, actor: Actor, row: Ranked) -> list[decision.Option]:
    award = decision.Option(
        t("ranking.award"),
        lambda on, why: ranking.award(
            actor,
            proposal_id=row.id,
            version=on.version,
            amount=parse_money(on.amount.text, allow_zero=True),
            reason=why,
        ),
        t("ranking.awarded", code=row.code),
        key=f"{forms.prefix(f'ranking.{row.id}')}.award",
        icon=":material/emoji_events:",
        main=True,
    )
    remove = decision.Option(
        t("ranking.unshortlist"),
        lambda on, _: ranking.unshortlist(actor, proposal_id=row.id, version=on.version),
        t("ranking.unshortlisted", code=row.code),
        key="ranking.unshortlist",
        icon=":material/remove:",
        keeps_input=True,
    )
    return [award, _decline(t, actor, row), remove]


def _decided(t: Translator, actor: Actor, row: Ranked) -> list[decision.Option]:
    reconsider = decision.Option(
        t("ranking.reconsider"),
        lambda on, _: ranking.reconsider(actor, proposal_id=row.id, version=on.version),
        t("ranking.reconsidered", code=row.code),
        key="ranking.reconsider",
        icon=":material/undo:",
    )
    return [reconsider]


def _decline(t: Translator, actor: Actor, row: Ranked) -> decision.Option:
    return decision.Option(
        t("ranking.decline"),
        lambda on, why: ranking.decline(actor, proposal_id=row.id, version=on.version, reason=why),
        t("ranking.declined", code=row.code),
        key=f"{forms.prefix(f'ranking.{row.id}')}.decline",
        icon=":material/close:",
    )


def _amount(t: Translator, row: Ranked) -> decision.Amount:
    asked = formats.number(t, row.requested) if row.requested else None
    return decision.Amount(t("ranking.amount"), t("ranking.amount_help"), asked)


def _facts(t: Translator, row: Ranked) -> dict[str, str]:
    """What is compared with what was seen: state, reason and amount of the decision."""
    facts = {t("judging.state"): state.label(t, "proposal", row.state.value)}
    if row.reason:
        facts[t("ranking.reason")] = row.reason
    return facts | {t("ranking.given"): formats.money(t, row.amount) if row.amount else ""}


def _shown(t: Translator, row: Ranked) -> str:
    """The decision that was made, as markdown."""
    lines = []
    if row.state is S.AWARDED:
        lines.append(f"**{t('ranking.given')}**: {formats.money(t, row.amount or 0)}")
    if row.reason:
        lines.append(f"**{t('ranking.reason')}**\n\n{paragraphs(row.reason)}")
    return "\n\n".join(lines)
