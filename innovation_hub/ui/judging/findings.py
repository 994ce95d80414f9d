"""Display of the findings of a round: overlap, fit, gaps with remedies, and loads as bars."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from innovation_hub.domain.panels import RoundKind
from innovation_hub.i18n import Translator, formats
from innovation_hub.methods.terms.assignment import Overlap, Remedy, Why
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.panels import DraftChange, Load, PanelGap, PanelObstacle, Round
from innovation_hub.ui.html import html
from innovation_hub.ui.text import md

NAMED = 8
"""The most codes or names listed in a sentence; of the others only the number is given."""
_STYLE = """<style>
.hub-loads{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.45rem 1.5rem;margin:.25rem 0}
.hub-loads .one{display:grid;grid-template-columns:1fr auto;gap:.1rem .6rem;font-size:var(--step--1)}
.hub-loads .one b{font-weight:600;font-variant-numeric:tabular-nums}
.hub-loads .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.hub-loads .track{grid-column:1/-1;display:flex;height:.55rem;border-radius:.3rem;overflow:hidden;
background:color-mix(in srgb,currentColor 10%,transparent)}
.hub-loads .track>i{display:block;height:100%}
</style>"""
_HELD, _ADDED = "color-mix(in srgb,currentColor 40%,transparent)", "var(--bar)"


def show(t: Translator, call: JudgedCall, draft: Round) -> None:
    """Draw the facts of a round, its gaps, and the loads of judges."""
    st.markdown("\n".join(f"- {line}" for line in _facts(t, draft)))
    if gaps := list(_gaps(t, call, draft)):
        st.warning("\n".join(gaps), icon=":material/group_remove:")
    if draft.findings.unplaced:
        st.warning(t("panels.unplaced", n=draft.findings.unplaced), icon=":material/person_off:")
    if draft.loads:
        html(loads(t, draft.loads))


def loads(t: Translator, of: Sequence[Load]) -> str:
    """HTML of one bar for each judge: reviews assigned before and added by the round, out of the capacity."""
    bars = "".join(
        f'<div class="one"><span class="name">{escape(one.judge)}</span>'
        f"<b>{one.held + one.added} / {one.capacity}</b>"
        f'<span class="track" aria-hidden="true"><i style="width:{100 * one.held / one.capacity:.1f}%;'
        f'background:{_HELD}"></i><i style="width:{100 * one.added / one.capacity:.1f}%;'
        f'background:{_ADDED}"></i></span></div>'
        for one in of
    )
    label = escape(t("panels.loads"))
    return f'{_STYLE}<p>{label}</p><div class="hub-loads" role="group" aria-label="{label}">{bars}</div>'


def _facts(t: Translator, draft: Round) -> Iterator[str]:
    found = draft.findings
    # keys: panels.overlap.*
    if found.overlap is Overlap.CONNECTED:
        yield f":material/hub: {t('panels.overlap.connected')}"
    else:
        yield f":material/warning: {t(f'panels.overlap.{found.overlap.value}', n=len(found.groups))}"
    yield f":material/school: {t('panels.fit', fit=formats.percent(t, found.fit, 0))}"
    yield f":material/handshake: {t('panels.no_conflict_drafted')}"
    if draft.kind is RoundKind.FIRST and not found.gaps:
        yield f":material/task_alt: {t('panels.all_full')}"


def _gaps(t: Translator, call: JudgedCall, draft: Round) -> Iterator[str]:
    found = draft.findings
    if not found.gaps:
        return
    yield t("panels.auto_gaps", n=len(found.gaps)) + "\n"
    # keys: panels.why.*
    for missing, free, why, codes in _grouped(found.gaps):
        yield f"- {_some(t, codes)}: {t(f'panels.why.{why.value}', n=missing, free=free)}"
    for obstacle in found.obstacles[:3]:
        yield "\n" + _obstacle(t, obstacle)
    if found.changes:
        yield "\n" + t("panels.would_help") + "\n"
    for change in found.changes:
        yield f"- {_change(t, call, change)}"


def _grouped(gaps: Sequence[PanelGap]) -> Iterator[tuple[int, int, Why, list[str]]]:
    """Gaps grouped by reason and number of open seats: that number, fewest judges without a conflict, reason, codes."""
    groups: dict[tuple[Why, int], list[PanelGap]] = defaultdict(list)
    for gap in gaps:
        groups[gap.why, gap.missing].append(gap)
    for (why, missing), same in sorted(groups.items()):
        yield missing, min(gap.free for gap in same), why, [gap.code for gap in same]


def _obstacle(t: Translator, one: PanelObstacle) -> str:
    if not one.judges:
        return t("panels.obstacle.conflicts", codes=_some(t, one.codes), wanted=one.wanted, room=one.room)
    return t(
        "panels.obstacle.full",
        n=len(one.codes) + one.rivals,
        judges=_some(t, one.judges),
        wanted=one.wanted,
        room=one.room,
    )


def _change(t: Translator, call: JudgedCall, change: DraftChange) -> str:
    raised = [t("panels.raised", judge=judge, capacity=most) for judge, most in change.capacities]
    values = {
        "raised": ", ".join(md(one) for one in raised),
        "codes": _some(t, change.codes),
        "room": change.room,
    }
    if change.kind is Remedy.FEWER:
        return t("panels.remedy.fewer", n=change.per_proposal, wanted=call.judges_per_proposal)
    # keys: panels.remedy.*
    return t(f"panels.remedy.{change.kind.value}", n=change.invited, **values)


def _some(t: Translator, names: Sequence[str]) -> str:
    """The first names as Markdown, and the number of the others."""
    first = ", ".join(md(name) for name in names[:NAMED])
    more = len(names) - NAMED
    return t("panels.and_more", names=first, n=more) if more > 0 else first
