"""Bulk steps over many proposals: each lists the proposals affected before, and can be undone as a whole."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import ranking
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.ranking import AffectedProposals, Step, WantedRanking
from innovation_hub.ui import decision, errors, forms, state, tables
from innovation_hub.ui.judging.deciding import UNDECIDED, done
from innovation_hub.ui.text import md, small

SIZE = 10


def several(t: Translator, actor: Actor, call: JudgedCall) -> None:
    """Draw the bulk steps: shortlist the first of the ranking, decline all others, and undo earlier steps."""
    box = st.expander(t("ranking.several"), key="ranking.several", on_change="rerun")
    if not box.open:
        return
    with box, errors.shown():
        every = ranking.first(call.in_judging)
        if ranking.touched(actor, call_id=call.id, wanted=every).number:
            _shortlist(t, actor, call)
        left = call.count(*UNDECIDED)
        if left:
            _decline(t, actor, call)
        steps = ranking.steps(actor, call_id=call.id)
        if steps:
            st.markdown(f"### {t('ranking.bulk.undo_title')}", anchors=False)
        elif not left:
            st.markdown(t("ranking.bulk.all_decided"))
        for step in steps:
            _undo(t, actor, step)


def _seen(
    t: Translator, actor: Actor, call: JudgedCall, name: str, touched: AffectedProposals
) -> decision.Seen:
    """The version seen of the list, with the state of each proposal, so that changes by others are listed by name."""
    states = decision.SeenRecords(
        ranking.decisions(actor, call_id=call.id), lambda one: state.label(t, "proposal", one[0].value)
    )
    facts = {t("ranking.bulk.number"): formats.number(t, touched.number)}
    return decision.seen(name, touched.digest, facts, records=states)


def _touched(
    t: Translator,
    actor: Actor,
    call: JudgedCall,
    name: str,
    wanted: WantedRanking,
    touched: AffectedProposals,
    caption: str,
) -> None:
    """Draw the proposals affected, page by page; their states only where they differ."""
    if not touched.number:
        st.markdown(small(t("ranking.bulk.nothing")))
        return
    states = len(touched.states) > 1
    start = min(tables.offset(name), max(0, touched.number - 1) // SIZE * SIZE)
    shown = ranking.ranking(actor, call_id=call.id, wanted=wanted, offset=start, size=SIZE)
    tables.table(
        [t("judging.proposal"), t("ranking.rank"), *([t("judging.state")] if states else [])],
        [
            (
                f"{row.code} · {row.title}",
                "–" if row.standing.rank is None else str(row.standing.rank),
                *([state.chip(t, "proposal", row.state.value)] if states else []),
            )
            for row in shown.items
        ],
        caption=caption,
    )
    tables.pager(touched.number, SIZE, name)


def _shortlist(t: Translator, actor: Actor, call: JudgedCall) -> None:
    top = int(
        st.number_input(
            t("ranking.top"), 1, call.in_judging, min(10, call.in_judging), key="ranking.top", width=200
        )
    )
    wanted = ranking.first(top)
    touched = ranking.touched(actor, call_id=call.id, wanted=wanted)
    name = f"ranking.first.{call.id}.{top}"
    _touched(t, actor, call, name, wanted, touched, t("ranking.bulk.to_shortlist", n=touched.number))
    on = _seen(t, actor, call, name, touched)
    if not touched.number:
        return
    if decision.button(on, t("ranking.shortlist_top", n=touched.number), key="ranking.shortlist_top"):
        number = ranking.shortlist_top(actor, call_id=call.id, top=top, seen=on.version)
        done(t("ranking.shortlisted_many", n=number))


def _decline(t: Translator, actor: Actor, call: JudgedCall) -> None:
    """Draw the step that declines; shortlisted proposals are included only by a tick, and another tick confirms it."""
    st.markdown(f"### {t('ranking.bulk.decline_title')}", anchors=False)
    short = call.count(ProposalState.SHORTLISTED)
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
    wanted = ranking.rest(shortlist=too)
    touched = ranking.touched(actor, call_id=call.id, wanted=wanted)
    reason = st.text_area(t("ranking.rest_reason"), key=f"{form}.reason", max_chars=2_000, height=90)
    _touched(t, actor, call, name, wanted, touched, t("ranking.bulk.to_decline", n=touched.number))
    on = _seen(t, actor, call, name, touched)
    if not touched.number:
        return
    sure = st.checkbox(
        t("ranking.bulk.sure", n=touched.number), key=f"{form}.sure.{on.version}", disabled=on.stale
    )
    label = t("ranking.decline_rest", n=touched.number)
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
