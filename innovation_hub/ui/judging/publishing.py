"""The form that publishes a call's results, with a confirmation."""

import streamlit as st

from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import ranking
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.ranking import RankingTotals
from innovation_hub.ui import decision, state, tables
from innovation_hub.ui.judging.deciding import SETTLED, UNDECIDED
from innovation_hub.ui.text import paragraphs

SIZE = 10


def publish(t: Translator, actor: Actor, call: JudgedCall, totals: RankingTotals) -> None:
    """Draw the form once everything is decided; proposals without enough reviews are listed and need a reason."""
    title = f"## {t('ranking.publish_title')}\n\n"
    open_ones = call.count(S.SUBMITTED, *UNDECIDED)
    if open_ones:
        st.markdown(title + t("ranking.undecided", n=open_ones), anchors=False)
        return
    what = t("ranking.publish_what", n=call.count(S.AWARDED), received=call.received)
    st.markdown(title + what, anchors=False)
    short = call.in_judging - totals.complete
    record = _record(t, actor, call, short, what)
    if short:
        _short(t, actor, call, record.name, totals)
    reason = decision.Reason(t("ranking.short.reason"), 500, t("ranking.short.reason_help"))
    conclude = decision.Option(
        t("ranking.publish"),
        lambda on, why: ranking.conclude(
            actor,
            call_id=call.id,
            version=on.version[0],
            seen=on.version[1],
            short=on.version[2],
            reason=why,
        ),
        t("ranking.published"),
        key="ranking.publish",
        icon=":material/campaign:",
        main=True,
    )
    decision.draw(
        record,
        [conclude],
        reason=reason if short else None,
        sure=t("ranking.publish_sure"),
        settles=SETTLED,
    )


def _record(t: Translator, actor: Actor, call: JudgedCall, short: int, what: str) -> decision.Record:
    """The version seen of all that would be published: decisions with amounts, and gaps in the panels."""

    def text(one: tuple[S, Money | None]) -> str:
        decided, amount = one
        given = f", {formats.money(t, amount)}" if amount else ""
        return f"{state.label(t, 'proposal', decided.value)}{given}"

    digest = ranking.touched(actor, call_id=call.id, wanted=ranking.EVERY).digest
    facts = {t("ranking.publish"): what, t("ranking.short.number"): formats.number(t, short)}
    records = decision.SeenRecords(ranking.decisions(actor, call_id=call.id), text)
    return decision.Record(f"conclude.{call.id}", (call.version, digest, short), facts, records)


def _short(t: Translator, actor: Actor, call: JudgedCall, name: str, totals: RankingTotals) -> None:
    """The proposals with fewer reviews than asked for, those declined with none first."""
    number, unread = call.in_judging - totals.complete, call.in_judging - totals.reviewed
    text = t("ranking.short.warning", n=number, wanted=call.judges_per_proposal)
    if unread:
        text += f" {t('ranking.short.unread', n=unread)}"
    st.warning(text, icon=":material/rule:")
    start = min(tables.offset(name), (number - 1) // SIZE * SIZE)
    shown = ranking.ranking(actor, call_id=call.id, wanted=ranking.SHORT, offset=start, size=SIZE)
    tables.table(
        [t("judging.proposal"), t("judging.state"), t("ranking.short.reviews")],
        [
            (
                f"{row.code} · {row.title}",
                state.chip(t, "proposal", row.state.value),
                t("ranking.short.of", n=row.standing.n, wanted=call.judges_per_proposal),
            )
            for row in shown.items
        ],
        caption=t("ranking.short.caption"),
    )
    tables.pager(number, SIZE, name)


def how(t: Translator, actor: Actor, call: JudgedCall) -> None:
    """Draw how many panels were incomplete when the results were published, and the reason given."""
    found = ranking.publication(actor, call_id=call.id)
    if found is None or not found.short:
        return
    text = t("ranking.short.published", n=found.short, wanted=call.judges_per_proposal)
    if found.unreviewed:
        text += f" {t('ranking.short.unread', n=found.unreviewed)}"
    st.info(f"{text}\n\n{paragraphs(found.reason)}", icon=":material/rule:")
