"""Removal of a judge from a call, with a confirmation that lists the reviews affected."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import panels
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.panels import PanelJudge, RemovalEffects
from innovation_hub.ui import chrome, decision, errors
from innovation_hub.ui.text import md

NAMED = 12
"""The most codes listed; of the others only the number is given."""


def show(t: Translator, actor: Actor, call: JudgedCall, judge: PanelJudge) -> None:
    """Draw the button that removes a judge; with assigned reviews it asks for confirmation."""
    effects = panels.removal_effects(actor, call_id=call.id, account_id=judge.id)
    facts = {
        t("panels.leave.open"): ", ".join(effects.open) or "–",
        t("panels.submitted"): str(effects.submitted),
        t("panels.leave.drafted"): str(effects.drafted),
    }
    on = decision.seen(f"panels.leave.{call.id}.{judge.id}", effects, facts)
    if not effects.open and not effects.submitted:
        if decision.button(
            on, t("panels.dismiss"), key=f"{on.name}.dismiss", icon=":material/person_remove:"
        ):
            with errors.shown():
                panels.dismiss(actor, call_id=call.id, account_id=judge.id, seen=on.version)
                decision.settle(on.name)
                chrome.flash(t("panels.dismissed"))
                st.rerun()
        return
    asking = f"{on.name}.asking"
    if not st.session_state.get(asking):
        if decision.button(on, t("panels.take_off"), key=f"{on.name}.off", icon=":material/person_remove:"):
            st.session_state[asking] = True
            st.rerun()
        return
    with st.container(border=True):
        _question(t, actor, call, judge, on, asking)


def _question(
    t: Translator, actor: Actor, call: JudgedCall, judge: PanelJudge, on: decision.Seen, asking: str
) -> None:
    effects: RemovalEffects = on.version
    st.markdown(touched(t, judge, effects))
    with st.container(horizontal=True):
        sure = decision.button(
            on, t("panels.leave.sure", n=len(effects.open)), key=f"{on.name}.sure", type="primary"
        )
        if st.button(t("panels.leave.not"), key=f"{on.name}.not"):
            st.session_state.pop(asking)
            st.rerun()
    if sure:
        with errors.shown():
            released = panels.take_off(actor, call_id=call.id, account_id=judge.id, seen=on.version)
            decision.settle_all("panels.")
            st.session_state.pop(asking)
            chrome.flash(t("panels.taken_off", n=released))
            st.rerun()


def touched(t: Translator, judge: PanelJudge, effects: RemovalEffects) -> str:
    """The consequences of removing the judge, as a Markdown list."""
    codes = ", ".join(md(code) for code in effects.open[:NAMED])
    if more := len(effects.open) - NAMED:
        codes += f" {t('panels.leave.more', n=more)}" if more > 0 else ""
    lines = [t("panels.leave.releases", n=len(effects.open), codes=codes)] if effects.open else []
    if effects.submitted:
        lines.append(t("panels.leave.keeps", n=effects.submitted))
    else:
        lines.append(t("panels.leave.list"))
    lines.append(
        t("panels.leave.replaces", n=effects.drafted) if effects.drafted else t("panels.leave.drafts")
    )
    lines.append(t("panels.leave.untold"))
    listed = "\n".join(f"- {line}" for line in lines)
    return f"**{t('panels.leave.ask', judge=md(judge.name))}**\n\n{listed}"
