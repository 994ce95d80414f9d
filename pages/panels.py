"""Panels (``?call=3&tab=proposals``): judges, panels, conflicts of interest, and the progress of reviews.

``&judge=5`` is one judge, ``&proposal=17`` the panel of one proposal; the round is shown above the lists only.
"""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.panels import RoundState
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import judging, panels
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.paging import neighbours
from innovation_hub.services.panels import PanelJudge
from innovation_hub.ui import context, decision, lists, things
from innovation_hub.ui.judging import choice, panel_judges, panel_proposals, rounds
from innovation_hub.ui.judging import panels as parts
from innovation_hub.ui.judging.panel_judges import JUDGE
from innovation_hub.ui.judging.panel_proposals import PROPOSAL
from innovation_hub.ui.nothing import nothing

VIEWS = ("judges", "proposals", "conflicts")


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.panels"), anchor=False)
    calls = judging.calls(actor)
    judged = {call.id for call in calls if call.phase is CallPhase.JUDGING and not call.decided}
    decision.gone("panels.round", judged, lambda _call, _seen: t("panels.stopped"))
    call = choice.chosen(t, calls)
    if call is None:
        return
    judges = panels.judges(actor, call_id=call.id)
    progress(t, call, judges)
    if call.phase in (CallPhase.UPCOMING, CallPhase.OPEN):
        nothing("bud", t("panels.not_yet"))
    opened = turn_to_opened(judges)
    if not opened:
        round_of(t, actor, call, judges)
    # keys: panels.view.*
    view = things.tabs(t, {name: t(f"panels.view.{name}") for name in VIEWS}, keeps=("call",))
    if view == "judges":
        judges_view(t, actor, call, judges)
    elif view == "proposals":
        proposals_view(t, actor, call)
    else:
        parts.conflicts(t, actor, call)


def turn_to_opened(judges: Sequence[PanelJudge]) -> bool:
    """Whether a judge of the call or a proposal is in the address; sets their tab in the address."""
    judge = context.page_id(JUDGE)
    if judge and judge not in {one.id for one in judges}:
        things.show(JUDGE, None)
        judge = None
    proposal = context.page_id(PROPOSAL)
    if proposal and not judge:
        st.query_params[things.TAB] = "proposals"
    elif judge:
        things.show(PROPOSAL, None)
        st.query_params.pop(things.TAB, None)
    return bool(judge or proposal)


def progress(t: Translator, call: JudgedCall, judges: list[PanelJudge]) -> None:
    asked, given = sum(judge.load for judge in judges), sum(judge.submitted for judge in judges)
    wanted = call.in_judging * call.judges_per_proposal
    parts_of = [
        t("panels.proposals_in_judging", n=call.in_judging),
        t("panels.wanted", n=call.judges_per_proposal),
        t("panels.asked", asked=asked, wanted=wanted),
    ]
    if call.waiting:
        parts_of.append(t("panels.unscreened", n=call.waiting))
    st.markdown(f"{choice.line(t, call)}\n\n{' · '.join(parts_of)}")
    if asked:
        st.progress(given / asked, text=t("panels.progress", done=given, n=asked))


def round_of(t: Translator, actor: Actor, call: JudgedCall, judges: list[PanelJudge]) -> None:
    """Draw the draft of a round, or the form that builds one."""
    if call.phase is not CallPhase.JUDGING:
        return
    if call.decided:
        st.info(t("judging.errors.deciding"), icon=":material/lock:")
    elif not judges or not call.in_judging:
        st.info(t("panels.first_steps" if judges else "panels.invite_first"), icon=":material/lightbulb:")
    else:
        rounds.show(t, actor, call, given=sum(judge.submitted for judge in judges))


def judges_view(t: Translator, actor: Actor, call: JudgedCall, judges: list[PanelJudge]) -> None:
    """Draw the list of judges, or the one in the address."""
    panel_judges.left(t, call, judges)
    spec = panel_judges.spec(t)
    chosen = lists.chosen(t, spec)
    listed = panel_judges.found(chosen, judges)
    runs = call.phase not in (CallPhase.CONCLUDED, CallPhase.CANCELLED)
    number = context.page_id(JUDGE)
    for judge in judges:
        if judge.id == number:
            near = neighbours([one.id for one in listed], judge.id)
            things.steps(t, JUDGE, judge.id, near, size=chosen.size)
            panel_judges.one(t, actor, call, judge, may_change=runs)
            return
    if judges:
        panel_judges.listing(t, spec, chosen, listed)
    if runs:
        parts.invite(t, actor, call)


def proposals_view(t: Translator, actor: Actor, call: JudgedCall) -> None:
    """Draw the list of panels, or the panel of the proposal in the address."""
    spec = panel_proposals.spec(t)
    chosen = lists.chosen(t, spec)
    chosen, page = lists.found(chosen, partial(panel_proposals.read, actor, call, chosen))
    listed = {panel.proposal_id: panel for panel in page.items}
    number = context.page_id(PROPOSAL)
    panel = listed.get(number or 0)
    if number and panel is None:
        panel = panels.panel_of(actor, call_id=call.id, proposal_id=number)
        if panel is None:
            things.show(PROPOSAL, None)
    panel_proposals.gone(t, actor, {*listed, *([panel.proposal_id] if panel else [])})
    if panel:
        near = panel_proposals.near(actor, call, chosen, page, panel.proposal_id)
        things.steps(t, PROPOSAL, panel.proposal_id, near, size=chosen.size)
        panel_proposals.one(t, actor, call, panel, may_change=may_change(t, actor, call))
        return
    lists.controls(t, spec, chosen)
    if page.total:
        panel_proposals.table(t, call, lists.link_parameters(spec), page)
    else:
        nothing("bloom", t("panels.nothing_listed"))
    lists.pager(t, spec, chosen, page.total)


def may_change(t: Translator, actor: Actor, call: JudgedCall) -> bool:
    """Whether a panel can be changed by hand; draws the reason if it cannot during judging."""
    if call.phase is not CallPhase.JUDGING:
        return False
    if call.decided:
        st.info(t("judging.errors.deciding"), icon=":material/lock:")
        return False
    last = panels.last_round(actor, call_id=call.id)
    drafting = last is not None and last.state is RoundState.DRAFT
    if drafting:
        st.info(t("panels.draft_first"), icon=":material/info:")
    return not drafting
