"""Bulk steps over many proposals: each lists the proposals affected before, and can be undone as a whole."""

from collections.abc import Sequence

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import ranking
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.ranking import Ranked, Step
from innovation_hub.ui import decision, errors, forms, state, tables
from innovation_hub.ui.judging.deciding import done
from innovation_hub.ui.text import md, small

SIZE = 10


def several(t: Translator, actor: Actor, call: JudgedCall, rows: Sequence[Ranked]) -> None:
    """The first of the ranking onto the shortlist; a refusal for all that are left; and what was so done, undone."""
    box = st.expander(t("ranking.several"), key="ranking.several", on_change="rerun")
    if not box.open:
        return
    with box, errors.shown():
        if any(row.state is ProposalState.ELIGIBLE and row.standing.rank is not None for row in rows):
            _shortlist(t, actor, call, rows)
        if ranking.rest(rows, shortlist=True):
            _decline(t, actor, call, rows)
        steps = ranking.steps(actor, call_id=call.id)
        if steps:
            st.markdown(f"### {t('ranking.bulk.undo_title')}", anchors=False)
        elif not ranking.rest(rows, shortlist=True):
            st.markdown(t("ranking.bulk.all_decided"))
        for step in steps:
            _undo(t, actor, step)


def _seen(t: Translator, name: str, touched: Sequence[Ranked], rows: Sequence[Ranked]) -> decision.Seen:
    """The list as it was seen, with the state of each proposal of the call: what another decides is told by name."""
    facts = {t("ranking.bulk.number"): formats.number(t, len(touched))}
    facts |= {row.code: state.label(t, "proposal", row.state.value) for row in rows}
    return decision.seen(name, ranking.digest(touched), facts)


def _touched(t: Translator, name: str, touched: Sequence[Ranked], caption: str) -> None:
    """What a step touches, page by page; the states only where they differ."""
    if not touched:
        st.markdown(small(t("ranking.bulk.nothing")))
        return
    states = len({row.state for row in touched}) > 1
    start = min(tables.offset(name), max(0, len(touched) - 1) // SIZE * SIZE)
    tables.table(
        [t("judging.proposal"), t("ranking.rank"), *([t("judging.state")] if states else [])],
        [
            (
                f"{row.code} · {row.title}",
                "–" if row.standing.rank is None else str(row.standing.rank),
                *([state.chip(t, "proposal", row.state.value)] if states else []),
            )
            for row in touched[start : start + SIZE]
        ],
        caption=caption,
    )
    tables.pager(len(touched), SIZE, name)


def _shortlist(t: Translator, actor: Actor, call: JudgedCall, rows: Sequence[Ranked]) -> None:
    top = int(
        st.number_input(
            t("ranking.top"), 1, max(1, len(rows)), min(10, len(rows)), key="ranking.top", width=200
        )
    )
    touched = ranking.first(rows, top)
    name = f"ranking.first.{call.id}.{top}"
    _touched(t, name, touched, t("ranking.bulk.to_shortlist", n=len(touched)))
    on = _seen(t, name, touched, rows)
    if not touched:
        return
    if decision.button(on, t("ranking.shortlist_top", n=len(touched)), key="ranking.shortlist_top"):
        number = ranking.shortlist_top(actor, call_id=call.id, top=top, seen=on.version)
        done(t("ranking.shortlisted_many", n=number))


def _decline(t: Translator, actor: Actor, call: JudgedCall, rows: Sequence[Ranked]) -> None:
    """The shortlist is left alone unless a box of its own is ticked; a second one says that the list was read."""
    st.markdown(f"### {t('ranking.bulk.decline_title')}", anchors=False)
    short = len(ranking.rest(rows, shortlist=True)) - len(ranking.rest(rows))
    name = f"ranking.rest.{call.id}"
    form = forms.prefix(name)
    too = bool(short) and st.checkbox(
        t("ranking.bulk.shortlist_too", n=short),
        key=f"{form}.shortlist",
        on_change=decision.settle,  # another list, by the reader's own choice
        args=(name,),
    )
    if short and not too:
        st.markdown(small(t("ranking.bulk.shortlist_stays", n=short)))
    touched = ranking.rest(rows, shortlist=too)
    reason = st.text_area(t("ranking.rest_reason"), key=f"{form}.reason", max_chars=2_000, height=90)
    _touched(t, name, touched, t("ranking.bulk.to_decline", n=len(touched)))
    on = _seen(t, name, touched, rows)
    if not touched:
        return
    sure = st.checkbox(
        t("ranking.bulk.sure", n=len(touched)), key=f"{form}.sure.{on.version}", disabled=on.stale
    )
    label = t("ranking.decline_rest", n=len(touched))
    if decision.button(on, label, key=f"{form}.decline", disabled=not sure):
        number = ranking.decline_remaining(
            actor, call_id=call.id, seen=on.version, reason=reason, shortlist=too
        )
        forms.accepted(name)
        done(t("ranking.declined_many", n=number))


def _undo(t: Translator, actor: Actor, step: Step) -> None:
    """Draw an earlier step with the proposals that can be undone, and those that were changed since."""
    # keys: ranking.bulk.did.*
    did = t(f"ranking.bulk.did.{step.kind.value}", n=step.moved)
    lines = [t("ranking.bulk.by", did=did, name=md(step.by), when=formats.instant(t, step.at))]
    if changed := step.moved - step.stands:
        lines.append(t("ranking.bulk.cannot", n=changed))
        lines += [f"- {md(code)}: {state.label(t, 'proposal', now.value)}" for code, now in step.changed]
        if changed > len(step.changed):
            lines.append(f"- {t('ranking.bulk.more', n=changed - len(step.changed))}")
    st.markdown("\n".join([lines[0], "", *lines[1:]]))
    on = decision.seen(
        f"ranking.step.{step.id}",
        step.stands,
        {t("ranking.bulk.number"): formats.number(t, step.stands)},
    )
    if step.stands and decision.button(
        on, t("ranking.bulk.undo", n=step.stands), key=f"ranking.undo.{step.id}", icon=":material/undo:"
    ):
        number = ranking.undo(actor, step_id=step.id, stands=on.version)
        done(t("ranking.bulk.undone", n=number))
