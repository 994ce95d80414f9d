"""The steps of the form of a call, which is saved automatically: texts, terms, rubric, preview."""

import streamlit as st

from innovation_hub.domain.call_fields import FIELDS_OF_STEP, criterion_names
from innovation_hub.domain.calls import CRITERIA_MAX
from innovation_hub.domain.judging import WEIGHT_TOTAL
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import calls
from innovation_hub.services.calls import CallView
from innovation_hub.ui import context, errors, tables
from innovation_hub.ui.calls import finishing
from innovation_hub.ui.calls.writing import named, sheet
from innovation_hub.ui.forms import PICK
from innovation_hub.ui.text import md

STEPS = ("words", "terms", "rubric", "preview")
_HELD = ("call.next", "call.publish", "criterion.add")


def edit(t: Translator, who: Actor, call: CallView) -> None:
    """Draw the choice of steps, and the step in the address."""
    step = _steps(t, call)
    if step == "rubric":
        _rubric(t, who, call)
    else:
        sheet(t, who, call, step, FIELDS_OF_STEP.get(step, ()), hold=_HELD)
    if step == "preview":
        finishing.publish(t, who, call)
        return
    following = STEPS[STEPS.index(step) + 1]
    st.button(t("calls.edit.next"), key="call.next", type="primary", on_click=_go, args=(following,))


def _steps(t: Translator, call: CallView) -> str:
    key = f"call.{call.card.id}.step"
    asked = st.query_params.get("step", "")
    step = st.session_state[key] = asked if asked in STEPS else STEPS[0]
    st.pills(
        t("calls.edit.steps"),
        STEPS,
        key=key,
        required=True,
        wrap=True,
        format_func=lambda name: t(f"calls.edit.step.{name}"),
        label_visibility="collapsed",
        on_change=_follow,
        args=(key,),
    )
    return step


def _follow(key: str) -> None:
    _go(st.session_state[key])


def _go(step: str) -> None:
    """Set the step in the address."""
    st.query_params["step"] = step


def _rubric(t: Translator, who: Actor, call: CallView) -> None:
    """Draw the criteria with the sum of weights, and the fields of the chosen criterion."""
    total = sum(criterion.weight for criterion in call.criteria)
    colour = "green" if total == WEIGHT_TOTAL else "orange"
    st.markdown(f":{colour}-badge[{t('calls.edit.weights_ok', total=total, wanted=WEIGHT_TOTAL)}]")
    chosen = _chosen(t, call)
    shown = criterion_names(chosen, call.score_min, call.score_max) if chosen else ()
    sheet(t, who, call, "rubric", shown, hold=_HELD)
    with st.container(horizontal=True):
        if len(call.criteria) < CRITERIA_MAX:
            st.button(
                t("calls.edit.add"),
                icon=":material/add:",
                on_click=_add,
                args=(call.card.id,),
                key="criterion.add",
            )
        if chosen:
            _ask_to_remove(t, call, chosen)


def _chosen(t: Translator, call: CallView) -> int | None:
    """Draw the choice of a criterion; returns its id, or None without criteria."""
    if not call.criteria:
        return None
    tables.table(
        [t("calls.criterion"), t("calls.weight")],
        [(named(t, criterion), str(criterion.weight)) for criterion in call.criteria],
        caption=t("calls.edit.weights_caption"),
        align=("left", "right"),
    )
    names = {criterion.id: named(t, criterion) for criterion in call.criteria}
    key = _pick(call.card.id)
    if st.session_state.get(key) not in names:
        st.session_state[key] = call.criteria[0].id
    picked: int | None = st.selectbox(
        t("calls.edit.which"), list(names), format_func=names.__getitem__, key=key
    )
    return picked or call.criteria[0].id


def _pick(call_id: int) -> str:
    return f"{PICK}call.{call_id}.criterion"


def _add(call_id: int) -> None:
    with errors.shown():
        st.session_state[_pick(call_id)] = calls.add_criterion(context.actor(), call_id=call_id)


def _ask_to_remove(t: Translator, call: CallView, chosen: int) -> None:
    """Draw the button that removes a criterion with its texts, with a confirmation."""
    name = next(named(t, criterion) for criterion in call.criteria if criterion.id == chosen)
    with st.popover(t("calls.edit.remove"), icon=":material/delete:"):
        st.markdown(t("calls.edit.remove_sure", name=md(name)))
        st.button(
            t("calls.edit.remove_now"),
            on_click=_remove,
            args=(call.card.id, chosen),
            key=f"criterion.remove.{chosen}",
        )


def _remove(call_id: int, criterion_id: int) -> None:
    with errors.shown():
        calls.remove_criterion(context.actor(), call_id=call_id, criterion_id=criterion_id)
