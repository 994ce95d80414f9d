"""One budget line (``?line=5&tab=history``): balances, movements, codes, history and actions."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial

import streamlit as st

from innovation_hub.domain.budgets import MovementState
from innovation_hub.domain.clock import financial_year_end, local_day, today
from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import budgets
from innovation_hub.ui import budget_forms, chrome, context, forms, lists, state, tables, things
from innovation_hub.ui.budgets import line_list
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
    way_through(t, actor, seen)
    things.head(seen.description, facts=[facts(t, seen)])
    things.timeline(t, dates(t, seen))
    labels = {
        "movements": t("budgets.movements"),
        "details": t("things.tab.details"),
        "history": t("things.tab.history"),
    }
    chosen = things.tabs(t, labels)
    if chosen == "details":
        details(t, seen)
    elif chosen == "history":
        things.history(
            t,
            f"line.{line_id}",
            lambda offset: budgets.history(actor, line_id=line_id, offset=offset),
            parts=True,
        )
    else:
        what_is_left(t, seen)
        movements(t, seen)
    if actor.may(Permission.BUDGET_WRITE):
        action_forms(t, actor, seen)


def way_through(t: Translator, actor: Actor, seen: budgets.LineDetail) -> None:
    """Draw the link back to the list with its filters, and the steps to the neighbours in that list."""
    spec = line_list.spec(t)
    st.page_link(
        chrome.context_page("budgets"),
        label=t("budgets.back", year=seen.financial_year),
        icon=":material/arrow_back:",
        query_params={**lists.link_parameters(spec), "year": seen.financial_year},
    )
    chosen = lists.chosen(t, spec)
    wanted = line_list.wanted(chosen)
    near = budgets.near_line(actor, financial_year=seen.financial_year, wanted=wanted, line_id=seen.id)
    if near is not None and near.total > 1:
        things.steps(t, "line", seen.id, near, size=chosen.size, closes=False)


def facts(t: Translator, seen: budgets.LineDetail) -> str:
    known = [
        seen.financial_year,
        t(f"budgets.category.{seen.category.value}"),
        t(f"budgets.nature.{seen.nature.value}"),
        t(f"budgets.fund.{seen.fund.value}"),
        seen.fund_source,
    ]
    return " · ".join(md(fact) for fact in known if fact)


def dates(t: Translator, seen: budgets.LineDetail) -> list[things.Milestone]:
    """The milestones in chronological order: added, first approved, end of the year."""
    approved = seen.approved_at if seen.reported else None
    days = {
        "added": local_day(seen.added_at),
        "approved": local_day(approved) if approved else None,
        "ends": financial_year_end(seen.financial_year),
    }
    past = sorted((day, name) for name, day in days.items() if day and (name != "ends" or day < today()))
    reached = [name for _, name in past]
    # keys: budgets.step.*
    return [
        things.Milestone(
            t(f"budgets.step.{name}", year=seen.financial_year),
            formats.day(t, day) if (day := days[name]) else "",
            name in reached,
        )
        for name in (*reached, *(name for name in days if name not in reached))
    ]


def details(t: Translator, seen: budgets.LineDetail) -> None:
    rows = [
        (t("budgets.field.category"), t(f"budgets.category.{seen.category.value}")),
        (t("budgets.field.nature"), t(f"budgets.nature.{seen.nature.value}")),
        (t("budgets.field.fund"), t(f"budgets.fund.{seen.fund.value}")),
        (t("budgets.detail.fund_source"), seen.fund_source),
        *((t(f"budgets.code.{name}"), code) for name, code in asdict(seen.codes).items()),
    ]
    headers = [t("budgets.detail.what"), t("budgets.detail.value")]
    tables.table(headers, [row for row in rows if row[1]], caption=t("things.tab.details"))


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


def action_forms(t: Translator, actor: Actor, seen: budgets.LineDetail) -> None:
    """Draw the choice of actions, and the form of the chosen one."""
    mine = [r for r in seen.movements.items if r.mine and r.state is MovementState.PENDING]
    reversible = [r for r in seen.movements.items if r.reversible]
    first_waits = not seen.reported and any(r.state is MovementState.PENDING for r in seen.movements.items)
    budget_forms.no_longer(t, seen.movements.items, {r.id for r in mine}, {r.id for r in reversible})
    actions: dict[str, Callable[[], bool]] = {}
    if not first_waits:
        actions["record"] = partial(budget_forms.movement, actor, seen)
    if mine:
        actions["correct"] = partial(budget_forms.correct, actor, mine)
    if reversible:
        actions["reverse"] = partial(budget_forms.reversal, actor, seen.financial_year, reversible)
    if not (actions or first_waits):
        return
    action = f"{forms.PICK}line.{seen.id}"
    with things.actions(t):
        if first_waits:
            st.markdown(t("budgets.waits_for_first"))
        if not actions:
            return
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
