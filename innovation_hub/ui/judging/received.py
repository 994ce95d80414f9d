"""Proposals that a call received, as the organiser who screens them sees them."""

from functools import lru_cache

from innovation_hub.domain.proposals import ProposalState
from innovation_hub.i18n import Translator, formats, translator
from innovation_hub.services.paging import Page
from innovation_hub.services.screening import ReceivedProposal
from innovation_hub.ui import state, tables, things
from innovation_hub.ui.html import html
from innovation_hub.ui.judging import proposal_text
from innovation_hub.ui.text import md


def table(t: Translator, call_id: int, page: Page[ReceivedProposal]) -> None:
    """One page of the list; each row leads to its proposal."""
    html(_table(t.lang, call_id, tuple(page.items), page.total))


@lru_cache(maxsize=64)
def _table(lang: str, call_id: int, entries: tuple[ReceivedProposal, ...], total: int) -> str:
    """The table as HTML, drawn once for the same entries."""
    t = translator(lang)
    rows = [
        (
            things.link(f"{entry.code} · {entry.title}", "proposal", entry.id, call=call_id),
            t.pick(entry.institution_sw or "", entry.institution_en or "") or "–",
            state.chip(t, "proposal", entry.state.value),
        )
        for entry in entries
    ]
    headers = [t("judging.proposal"), t("judging.institution"), t("judging.state")]
    return tables.markup(headers, rows, caption=t("screening.listed", n=total))


def facts(t: Translator, entry: ReceivedProposal, asked: str) -> str:
    """Markdown: who submitted it, when, as what, for how much, and why it was ruled out; ``asked`` comes last."""
    place = t.pick(entry.institution_sw or "", entry.institution_en or "")
    lines = [
        f"### {md(entry.title)}\n\n{md(entry.code)} {state.badge(t, 'proposal', entry.state.value)}",
        t("screening.by", owner=md(entry.owner), n=entry.team) + (f" · {md(place)}" if place else ""),
        t(
            "screening.kind",
            track=proposal_text.track(t, entry.track),
            when=formats.instant(t, entry.submitted_at),
        ),
    ]
    if entry.requested:
        lines.append(t("reviews.fact.requested", amount=formats.money(t, entry.requested)))
    if entry.reason and entry.state is ProposalState.INELIGIBLE:
        lines.append(t("screening.reason_was", reason=md(entry.reason)))
    if asked:
        lines.append(asked)
    return "  \n".join(lines)


def seen(t: Translator, entry: ReceivedProposal) -> dict[str, str]:
    """What another person may have changed meanwhile."""
    found = {
        t("judging.proposal"): entry.title,
        t("judging.state"): state.label(t, "proposal", entry.state.value),
        t("proposals.receipt.at"): formats.instant(t, entry.submitted_at, seconds=True),
    }
    if entry.reason:
        found[t("screening.reason")] = entry.reason
    return found
