"""Panels (``?call=3``): judges, panels of proposals, conflicts of interest, rounds and progress."""

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import judging, panels
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.panels import PanelJudge
from innovation_hub.ui import decision
from innovation_hub.ui.judging import choice, rounds
from innovation_hub.ui.judging import panels as parts

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
        st.info(t("panels.not_yet"), icon=":material/schedule:")
    drafting = round_of(t, actor, call, judges)
    view = st.segmented_control(
        t("panels.view"),
        VIEWS,
        key="panels.view",
        default="judges",
        required=True,
        format_func=lambda name: t(f"panels.view.{name}"),
        label_visibility="collapsed",
    )
    if view == "judges":
        judges_view(t, actor, call, judges)
    elif view == "proposals":
        proposals_view(t, actor, call, drafting)
    else:
        parts.conflicts(t, actor, call)


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


def round_of(t: Translator, actor: Actor, call: JudgedCall, judges: list[PanelJudge]) -> bool:
    """Draw the current round, or what has to be done first; returns whether a draft is open."""
    if call.phase is not CallPhase.JUDGING:
        return False
    if call.decided:
        st.info(t("judging.errors.deciding"), icon=":material/lock:")
        return False
    if not judges or not call.in_judging:
        st.info(t("panels.first_steps" if judges else "panels.invite_first"), icon=":material/lightbulb:")
        return False
    return rounds.show(t, actor, call, given=sum(judge.submitted for judge in judges))


def judges_view(t: Translator, actor: Actor, call: JudgedCall, judges: list[PanelJudge]) -> None:
    if judges:
        parts.judges_table(t, judges)
    if call.phase not in (CallPhase.CONCLUDED, CallPhase.CANCELLED):
        parts.invite(t, actor, call)
        if judges:
            parts.change_judge(t, actor, call, judges)


def proposals_view(t: Translator, actor: Actor, call: JudgedCall, drafting: bool) -> None:
    shown = parts.proposals(t, actor, call)
    if shown and call.phase is CallPhase.JUDGING and not call.decided and not drafting:
        parts.change_panel(t, actor, shown)
