"""What an organiser sets: the budget and the rules, kept as typed until they make a plan."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from innovation_hub.domain.funding import RULES_MAX, Dimension, PlanDraft, RuleDraft, Unit
from innovation_hub.domain.money import parse_money
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.funding import Ground
from innovation_hub.ui.funding import targets, typed


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the form stands: the keys' beginning, what it begins with, and what there is to choose among.

    ``ground`` is asked only when a rule or a list of proposals is drawn.
    """

    form: str
    first: PlanDraft
    ground: Callable[[], Ground]

    @property
    def rows(self) -> list[int]:
        """The numbers of the rules on the form; a number is never used twice, so no rule takes another's words."""
        key = f"{self.form}.rows"
        rows: list[int] = st.session_state.setdefault(key, list(range(len(self.first.rules))))
        return rows


def budget(t: Translator, setting: Setting) -> str:
    """The field of the budget."""
    first = formats.number(t, setting.first.budget) if setting.first.budget else ""
    return st.text_input(
        t("funding.budget"), first, key=f"{setting.form}.budget", help=t("funding.budget_help"), max_chars=40
    )


def rules(t: Translator, setting: Setting) -> Callable[[], list[RuleDraft]]:
    """The rules one below the other; gives back what reads them."""
    st.markdown(f"**{t('funding.rules')}**  \n{t('funding.rules_help')}")
    readers = [_rule(t, setting, place, row) for place, row in enumerate(setting.rows, start=1)]
    if len(setting.rows) < RULES_MAX:
        st.button(
            t("funding.add_rule"),
            key=f"{setting.form}.add",
            icon=":material/add:",
            on_click=_add,
            args=(setting,),
        )

    def read() -> list[RuleDraft]:
        return typed.each(readers)

    return read


def _add(setting: Setting) -> None:
    rows = setting.rows
    used = st.session_state.get(f"{setting.form}.used", len(setting.first.rules))
    rows.append(used)
    st.session_state[f"{setting.form}.used"] = used + 1


def _remove(setting: Setting, row: int) -> None:
    setting.rows.remove(row)


def _rule(t: Translator, setting: Setting, place: int, row: int) -> Callable[[], RuleDraft]:
    form = f"{setting.form}.rule.{row}"
    first = setting.first.rules[row] if row < len(setting.first.rules) else None
    options = targets.options(setting.ground())
    with st.container(border=True):
        target = st.selectbox(
            t("funding.rule_for", number=place),
            list(options),
            index=_index(list(options), f"{first.dimension}:{first.which}" if first else ""),
            key=f"pick.{form}.target",
            format_func=lambda name: targets.labelled(t, name, options[name]),
        )
        unit = st.segmented_control(
            t("funding.unit"),
            list(Unit),
            default=first.unit if first else Unit.PROPOSALS,
            required=True,
            key=f"{form}.unit",
            format_func=lambda name: t(f"funding.unit.{name}"),  # keys: funding.unit.*
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            low, high = (
                st.text_input(
                    t(f"funding.{end}"),  # keys: funding.at_least, funding.at_most
                    typed.written(t, getattr(first, end, None)),
                    key=f"{form}.{end}",
                    max_chars=40,
                    width=150,
                )
                for end in ("at_least", "at_most")
            )
            st.button(
                t("funding.remove_rule", number=place),
                key=f"{form}.remove",
                icon=":material/delete:",
                on_click=_remove,
                args=(setting, row),
            )

    def read() -> RuleDraft:
        dimension, which = str(target).split(":", 1)
        field = f"rule.{place}"
        return RuleDraft(
            Dimension(dimension),
            which,
            Unit(unit),
            typed.amount(low, Unit(unit), field),
            typed.amount(high, Unit(unit), field),
        )

    return read


def read(
    typed_budget: str, rules_: Callable[[], list[RuleDraft]], more_: Callable[[], dict[str, Any]]
) -> PlanDraft:
    """The draft that was typed; raises `Several` with all that cannot be read."""
    amount, listed, rest = typed.each(
        [lambda: parse_money(typed_budget, field="budget", allow_zero=True), rules_, more_]
    )
    return PlanDraft(budget=amount, rules=tuple(listed), **rest)


def _index(options: list[str], wanted: str) -> int:
    return options.index(wanted) if wanted in options else 0
