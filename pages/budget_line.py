"""One budget line: its codes, what is left of it, what happened to it, and what can happen next."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial

import streamlit as st

from innovation_hub.domain.budgets import MovementState
from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import budgets
from innovation_hub.ui import budget_forms, chrome, context, forms, state, tables
from innovation_hub.ui.html import html
from innovation_hub.ui.pictures import money_bars
from innovation_hub.ui.tables import Html
from innovation_hub.ui.text import READABLE, md


def page(actor: Actor, t: Translator) -> None:
    line_id = context.page_id("line")
    if line_id is None:
        st.title(t("pages.budget_line"))
        st.info(t("budgets.choose_line"), icon=":material/info:")
        st.page_link(chrome.context_page("budgets"), label=t("pages.budgets"), icon=":material/arrow_back:")
        return
    seen = budgets.line(actor, line_id=line_id, offset=tables.offset(f"line.{line_id}"))
    st.page_link(
        chrome.context_page("budgets"),
        label=t("budgets.back", year=seen.financial_year),
        icon=":material/arrow_back:",
        query_params={"year": seen.financial_year},
    )
    heading(t, seen)
    what_is_left(t, seen)
    movements(t, seen)
    if actor.may(Permission.BUDGET_WRITE):
        what_next(t, actor, seen)


def heading(t: Translator, seen: budgets.LineDetail) -> None:
    facts = [
        seen.financial_year,
        t(f"budgets.category.{seen.category.value}"),
        t(f"budgets.nature.{seen.nature.value}"),
        t(f"budgets.fund.{seen.fund.value}"),
        seen.fund_source,
    ]
    st.header(md(seen.description))
    lines = [" · ".join(md(fact) for fact in facts if fact)]
    codes = {name: code for name, code in asdict(seen.codes).items() if code}
    if codes:
        lines.append(" · ".join(f"{t(f'budgets.code.{name}')} **{code}**" for name, code in codes.items()))
    st.markdown("  \n".join(lines))


def what_is_left(t: Translator, seen: budgets.LineDetail) -> None:
    if not seen.reported:
        st.info(t("budgets.line_unreported"), icon=":material/info:")
    elif any(amount for account, amount in seen.balances.items() if account != "source"):
        html(money_bars.line(t, seen.balances))
    else:
        st.info(t("budgets.line_nil"), icon=":material/info:")


def movements(t: Translator, seen: budgets.LineDetail) -> None:
    headers = [
        t("budgets.table.kind"),
        t("budgets.table.date"),
        t("budgets.table.amount"),
        t("budgets.table.state"),
        t("budgets.table.people"),
        t("budgets.table.note"),
    ]
    rows = [
        [
            budget_forms.kind_of(t, row),
            formats.day(t, row.happened_on),
            Html(formats.money(t, row.amount)),
            state_of(t, row),
            ", ".join(name for name in (row.recorder, row.decider) if name),
            " – ".join(text for text in (row.reference, row.note, row.decision_note) if text) or "–",
        ]
        for row in seen.movements.items
    ]
    tables.table(headers, rows, caption=t("budgets.movements"), align=["left", "left", "right"])
    tables.pager(seen.movements.total, budgets.MOVEMENTS, f"line.{seen.id}")


def state_of(t: Translator, row: budgets.MovementRow) -> Html:
    shown = str(state.chip(t, "movement", row.state.value))
    if row.reversal is not None:
        done = row.reversal is MovementState.APPROVED
        shown += f" ({t('budgets.reversed' if done else 'budgets.being_reversed')})"
    return Html(shown)


def what_next(t: Translator, actor: Actor, seen: budgets.LineDetail) -> None:
    """Only the form that was asked for is drawn."""
    mine = [r for r in seen.movements.items if r.mine and r.state is MovementState.PENDING]
    reversible = [r for r in seen.movements.items if r.reversible]
    first_waits = not seen.reported and any(r.state is MovementState.PENDING for r in seen.movements.items)
    budget_forms.no_longer(t, seen.movements.items, {r.id for r in mine}, {r.id for r in reversible})
    actions: dict[str, Callable[[], bool]] = {}
    if not first_waits:
        actions["record"] = partial(budget_forms.movement, actor, seen)
    if mine:
        actions["mend"] = partial(budget_forms.mend, actor, mine)
    if reversible:
        actions["reverse"] = partial(budget_forms.reversal, actor, seen.financial_year, reversible)
    if first_waits:
        st.markdown(t("budgets.waits_for_first"))
    if not actions:
        return
    action = f"{forms.PICK}line.{seen.id}"
    chosen = st.segmented_control(
        t("budgets.action"),
        list(actions),
        key=action,
        format_func=lambda name: t(f"budgets.action.{name}"),  # keys: budgets.action.*
    )
    with st.container(width=READABLE):
        done = chosen in actions and actions[chosen]()
    if done:
        st.session_state.pop(action, None)
        st.rerun()
