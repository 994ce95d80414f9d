"""Display of received proposals for screening: table, rows to tick, and facts."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape

from innovation_hub.domain.clock import DAR
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.domain.workflow import Event, transition
from innovation_hub.i18n import Translator, formats, translator
from innovation_hub.services.paging import Page
from innovation_hub.services.screening import Admitted, ReceivedProposal
from innovation_hub.ui import state, tables, things
from innovation_hub.ui.html import html
from innovation_hub.ui.judging import proposal_text
from innovation_hub.ui.lists import Tickable
from innovation_hub.ui.text import md


def table(t: Translator, query: Mapping[str, str], page: Page[ReceivedProposal]) -> None:
    """Draw one page of the list; rows link to their proposals, with the list's ``query`` in the address."""
    html(_table(t.lang, tuple(query.items()), tuple(page.items), page.total))


@lru_cache(maxsize=64)
def _table(
    lang: str, query: tuple[tuple[str, str], ...], entries: tuple[ReceivedProposal, ...], total: int
) -> str:
    """The table as HTML, cached."""
    t = translator(lang)
    rows = [
        (
            things.link(name(entry), "proposal", entry.id, **dict(query)),
            _institution(t, entry) or "–",
            proposal_text.track(t, entry.track),
            formats.money(t, entry.requested) if entry.requested else "–",
            _day(t, entry),
            state.chip(t, "proposal", entry.state.value),
        )
        for entry in entries
    ]
    # keys: screening.column.*
    own = [t(f"screening.column.{column}") for column in ("track", "requested", "submitted")]
    headers = [t("judging.proposal"), t("judging.institution"), *own, t("judging.state")]
    align: list[tables.Align] = ["left", "left", "left", "right"]
    return tables.markup(headers, rows, caption=t("screening.listed", n=total), align=align, cards=True)


def tickable(t: Translator, query: Mapping[str, str], entry: ReceivedProposal) -> Tickable:
    """The entry as a row with a box, which is enabled if it can be admitted."""
    facts = [
        _institution(t, entry),
        proposal_text.track(t, entry.track),
        formats.money(t, entry.requested) if entry.requested else "",
    ]
    read = things.link(t("screening.read"), "proposal", entry.id, **query)
    words = " · ".join(escape(fact) for fact in facts if fact)
    chip = state.chip(t, "proposal", entry.state.value)
    can = entry.state in transition(Event.ADMIT).sources
    return Tickable(entry.id, entry.version, name(entry), tables.Html(f"{chip} {words} · {read}"), can)


def several_admitted(t: Translator, done: Admitted) -> str:
    """Markdown of the number admitted, and of those left out with reasons."""
    lines = [t("screening.admitted_several", n=done.admitted)]
    if done.left_out:
        lines.append(t("screening.left_out", n=len(done.left_out)))
        # keys: screening.left_out_because.*
        reasons = [(md(one.code), t(f"screening.left_out_because.{one.why.value}")) for one in done.left_out]
        lines.append("\n".join(f"- {code}: {reason}" for code, reason in reasons))
    return "\n\n".join(lines)


def name(entry: ReceivedProposal) -> str:
    """Code and title, as plain text."""
    return f"{entry.code} · {entry.title}"


def _institution(t: Translator, entry: ReceivedProposal) -> str:
    return t.pick(entry.institution_sw or "", entry.institution_en or "")


def _day(t: Translator, entry: ReceivedProposal) -> str:
    return formats.day(t, entry.submitted_at.astimezone(DAR).date())


def facts(t: Translator, entry: ReceivedProposal, asked: str) -> str:
    """Markdown of title, code, state, `lines` and, last, ``asked``."""
    head = f"### {md(entry.title)}\n\n{md(entry.code)} {state.badge(t, 'proposal', entry.state.value)}"
    return "  \n".join(line for line in (head, *lines(t, entry), asked) if line)


def lines(t: Translator, entry: ReceivedProposal) -> list[str]:
    """Owner, institution, kind, instant, amount, and reason for ruling out, as lines of Markdown."""
    institution = _institution(t, entry)
    found = [
        t("screening.by", owner=md(entry.owner), n=entry.team)
        + (f" · {md(institution)}" if institution else ""),
        t(
            "screening.kind",
            track=proposal_text.track(t, entry.track),
            when=formats.instant(t, entry.submitted_at),
        ),
    ]
    if entry.requested:
        found.append(t("reviews.fact.requested", amount=formats.money(t, entry.requested)))
    if entry.reason and entry.state is ProposalState.INELIGIBLE:
        found.append(t("screening.reason_was", reason=md(entry.reason)))
    return found


def seen(t: Translator, entry: ReceivedProposal) -> dict[str, str]:
    """Values of a proposal to compare with those seen, by their labels."""
    found = {
        t("judging.proposal"): entry.title,
        t("judging.state"): state.label(t, "proposal", entry.state.value),
        t("proposals.receipt.at"): formats.instant(t, entry.submitted_at, seconds=True),
    }
    if entry.reason:
        found[t("screening.reason")] = entry.reason
    return found
