"""The steps of writing a call: words, terms, rubric."""

from functools import partial

import streamlit as st

from innovation_hub.domain.calls import (
    CODE_MAX,
    CRITERIA_MAX,
    GRACE_MAX,
    JUDGES_MAX,
    NAME_MAX,
    SCORE_LIMIT,
    TEXT_MAX,
    TITLE_MAX,
    Audience,
    CriterionDraft,
)
from innovation_hub.domain.judging import WEIGHT_TOTAL
from innovation_hub.domain.proposals import RESOLUTIONS_SERVED
from innovation_hub.domain.ranking import Direction
from innovation_hub.i18n import Translator
from innovation_hub.ui.calls.values import criterion_values
from innovation_hub.ui.draft import Draft, bind, bind_options, bind_pills, save
from innovation_hub.ui.forms import PICK


def labels(t: Translator) -> dict[str, str]:
    """The names of the fields that two people may both have changed."""
    # keys: calls.field.*
    names = ["code", "title_sw", "title_en", "text_sw", "text_en", "audience", "resolutions"]
    names += ["opens_at", "closes_at", "prize_pool", "judges_per_proposal", "score_min", "score_max"]
    names += ["score_best", "grace_minutes"]
    return {name: t(f"calls.field.{name}") for name in names}


def words(t: Translator, draft: Draft) -> None:
    """Code, titles and texts in both languages."""
    st.text_input(
        t("calls.field.code"),
        max_chars=CODE_MAX,
        help=t("calls.field.code_help"),
        **bind(draft, "code"),
    )
    for lang in ("sw", "en"):
        st.text_input(t(f"calls.field.title_{lang}"), max_chars=TITLE_MAX, **bind(draft, f"title_{lang}"))
        st.text_area(
            t(f"calls.field.text_{lang}"),
            max_chars=TEXT_MAX,
            height=220,
            **bind(draft, f"text_{lang}"),
        )


def terms(t: Translator, draft: Draft) -> None:
    """Audience, resolutions, instants, prizes, judges and the scale of scores with its direction."""
    # keys: calls.best.*
    st.radio(
        t("calls.field.audience"),
        format_func=lambda value: t(f"calls.audience.{value}"),
        **bind_options(draft, "audience", [audience.value for audience in Audience]),
    )
    st.pills(
        t("calls.field.resolutions"),
        RESOLUTIONS_SERVED,
        selection_mode="multi",
        format_func=lambda number: t("calls.resolution", number=number),
        **bind_pills(draft, "resolutions"),
    )
    st.datetime_input(t("calls.field.opens_at"), format="DD/MM/YYYY", **bind(draft, "opens_at"))
    st.datetime_input(
        t("calls.field.closes_at"),
        format="DD/MM/YYYY",
        help=t("calls.field.closes_help"),
        **bind(draft, "closes_at"),
    )
    st.number_input(
        t("calls.field.grace_minutes"),
        min_value=0,
        max_value=GRACE_MAX,
        step=1,
        help=t("calls.field.grace_help"),
        **bind(draft, "grace_minutes"),
    )
    st.text_input(t("calls.field.prize_pool"), **bind(draft, "prize_pool"))
    for name, least, most in (
        ("judges_per_proposal", 1, JUDGES_MAX),
        ("score_min", 0, SCORE_LIMIT - 1),
        ("score_max", 1, SCORE_LIMIT),
    ):
        st.number_input(
            t(f"calls.field.{name}"), min_value=least, max_value=most, step=1, **bind(draft, name)
        )
    st.radio(
        t("calls.field.score_best"),
        format_func=lambda value: t(f"calls.best.{value}"),
        horizontal=True,
        **bind_options(draft, "score_best", [direction.value for direction in Direction]),
    )


def rubric(t: Translator, draft: Draft) -> None:
    """The weights with their running sum, and the words of one criterion at a time."""
    names: list[str] = draft.typed["criteria"]
    total = sum(int(draft.typed[f"{name}.weight"]) for name in names)
    colour = "green" if total == WEIGHT_TOTAL else "orange"
    st.markdown(f":{colour}-badge[{t('calls.edit.weights_ok', total=total, wanted=WEIGHT_TOTAL)}]")
    for name in names:
        st.number_input(
            _name(t, draft, name), min_value=1, max_value=100, step=1, **bind(draft, f"{name}.weight")
        )
    if len(names) < CRITERIA_MAX:
        st.button(
            t("calls.edit.add"),
            icon=":material/add:",
            on_click=_add,
            args=(draft,),
            key="criterion.add",
        )
    if names:
        _one_criterion(t, draft, names)


def _name(t: Translator, draft: Draft, name: str) -> str:
    typed = t.pick(draft.typed[f"{name}.sw"], draft.typed[f"{name}.en"])
    return str(typed or t("calls.edit.new_criterion"))


def _one_criterion(t: Translator, draft: Draft, names: list[str]) -> None:
    key = f"{PICK}{draft.name}.criterion"
    if st.session_state.get(key) not in names:
        st.session_state[key] = names[0]
    chosen: str = (
        st.selectbox(t("calls.edit.which"), names, format_func=partial(_name, t, draft), key=key) or names[0]
    )
    for lang in ("sw", "en"):
        st.text_input(
            t(f"calls.field.criterion_{lang}"), max_chars=NAME_MAX, **bind(draft, f"{chosen}.{lang}")
        )
    for score in range(int(draft.typed["score_min"]), int(draft.typed["score_max"]) + 1):
        for lang in ("sw", "en"):
            draft.typed.setdefault(f"{chosen}.{score}.{lang}", "")
            st.text_area(
                t(f"calls.field.anchor_{lang}", score=score),
                height=72,
                **bind(draft, f"{chosen}.{score}.{lang}"),
            )
    st.button(
        t("calls.edit.remove"),
        icon=":material/delete:",
        on_click=_remove,
        args=(draft, chosen),
        key="criterion.remove",
    )


def _add(draft: Draft) -> None:
    taken = draft.typed["criteria"]
    name = next(f"c{n}" for n in range(1, CRITERIA_MAX + 2) if f"c{n}" not in taken)
    blank = CriterionDraft("", "", 10, {})
    draft.typed |= criterion_values(name, blank, int(draft.typed["score_min"]), int(draft.typed["score_max"]))
    draft.typed["criteria"] = [*taken, name]
    st.session_state[f"{PICK}{draft.name}.criterion"] = name
    save(draft)


def _remove(draft: Draft, name: str) -> None:
    draft.typed["criteria"] = [other for other in draft.typed["criteria"] if other != name]
    save(draft)
