"""The form of budget and rules, whose input is preserved until a plan is computed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from innovation_hub.domain.funding import RULES_MAX, Dimension, FundingUnit, PlanDraft, RuleDraft
from innovation_hub.domain.money import parse_money
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.funding import Ground
from innovation_hub.ui.forms import AMOUNT
from innovation_hub.ui.funding import targets, typed


@dataclass(frozen=True, slots=True)
class Setting:
    """State of the form: the prefix of its keys, its initial values, and a function that returns the options.

    ``ground`` is called only when a rule or a list of proposals is drawn.
    """

    form: str
    first: PlanDraft
    ground: Callable[[], Ground]

    @property
    def rows(self) -> list[int]:
        """The numbers of the rules on the form; they are not reused, so that no rule gets the input of another."""
        key = f"{self.form}.rows"
        rows: list[int] = st.session_state.setdefault(key, list(range(len(self.first.rules))))
        return rows


def budget(t: Translator, setting: Setting) -> None:
    """Draw the field of the budget."""
    first = formats.number(t, setting.first.budget) if setting.first.budget else ""
    st.text_input(
        t("funding.budget"),
        first,
        key=f"{setting.form}.budget",
        help=t("funding.budget_help"),
        max_chars=40,
        autocomplete=AMOUNT,
        on_change="ignore",  # nothing on the page depends on it until a plan is computed
    )


def rules(t: Translator, setting: Setting) -> None:
    """Draw the rules and a button to add one."""
    st.markdown(f"**{t('funding.rules')}**  \n{t('funding.rules_help')}")
    for number, row in enumerate(setting.rows, start=1):
        _rule(t, setting, number, row)
    if len(setting.rows) < RULES_MAX:
        st.button(
            t("funding.add_rule"),
            key=f"{setting.form}.add",
            icon=":material/add:",
            on_click=_add,
            args=(setting,),
        )


def _add(setting: Setting) -> None:
    rows = setting.rows
    used = st.session_state.get(f"{setting.form}.used", len(setting.first.rules))
    rows.append(used)
    st.session_state[f"{setting.form}.used"] = used + 1


def _remove(setting: Setting, row: int) -> None:
    setting.rows.remove(row)


def _rule(t: Translator, setting: Setting, number: int, row: int) -> None:
    form = f"{setting.form}.rule.{row}"
    first = setting.first.rules[row] if row < len(setting.first.rules) else None
    options = targets.options(setting.ground())
    with st.container(border=True):
        st.selectbox(
            t("funding.rule_for", number=number),
            list(options),
            index=_index(list(options), f"{first.dimension}:{first.which}" if first else ""),
            key=f"pick.{form}.target",
            format_func=lambda name: targets.labelled(t, name, options[name]),
        )
        st.segmented_control(
            t("funding.unit"),
            list(FundingUnit),
            default=first.unit if first else FundingUnit.PROPOSALS,
            required=True,
            key=f"{form}.unit",
            format_func=lambda name: t(f"funding.unit.{name}"),  # keys: funding.unit.*
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for end in ("at_least", "at_most"):
                st.text_input(
                    t(f"funding.{end}"),  # keys: funding.at_least, funding.at_most
                    typed.written(t, getattr(first, end, None)),
                    key=f"{form}.{end}",
                    max_chars=40,
                    width=150,
                    on_change="ignore",
                )
            st.button(
                t("funding.remove_rule", number=number),
                key=f"{form}.remove",
                icon=":material/delete:",
                on_click=_remove,
                args=(setting, row),
            )


def _typed(setting: Setting, number: int, row: int) -> RuleDraft:
    form = f"{setting.form}.rule.{row}"
    target, unit, low, high = (
        str(st.session_state[key])
        for key in (f"pick.{form}.target", f"{form}.unit", f"{form}.at_least", f"{form}.at_most")
    )
    (dimension, which), field = target.split(":", 1), f"rule.{number}"
    ends = typed.each(partial(typed.amount, text, FundingUnit(unit), field) for text in (low, high))
    return RuleDraft(Dimension(dimension), which, FundingUnit(unit), *ends)


def read(setting: Setting, rest: Callable[[], dict[str, Any]]) -> PlanDraft:
    """The draft of the current input, with the arguments from ``rest``; raises `Several` with all invalid fields."""
    written = st.session_state[f"{setting.form}.budget"]
    amount, others, *listed = typed.each(
        [
            partial(parse_money, written, field="budget", allow_zero=True),
            rest,
            *(partial(_typed, setting, number, row) for number, row in enumerate(setting.rows, start=1)),
        ]
    )
    return PlanDraft(budget=amount, rules=tuple(listed), **others)


def _index(options: list[str], wanted: str) -> int:
    return options.index(wanted) if wanted in options else 0
