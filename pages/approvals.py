"""What waits for a second pair of eyes (``?movement=17``): read a movement and its effect, approve or reject it."""

from functools import partial

import streamlit as st

from innovation_hub.domain.budgets import LedgerAccount, MovementState, flow
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import budgets
from innovation_hub.ui import budget_forms, chrome, context, decision, errors, tables, things
from innovation_hub.ui.tables import Html
from innovation_hub.ui.text import READABLE, md

LIST, MOVEMENT = "approvals", "movement"


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.approvals"))
    waiting = budgets.pending(actor, offset=tables.offset(LIST))
    decision.gone(LIST, {row.id for row in waiting.items}, partial(became, t, actor))
    if not waiting.total:
        st.info(t("budgets.queue_empty"), icon=":material/task_alt:")
        st.page_link(chrome.context_page("budgets"), label=t("pages.budgets"), icon=":material/payments:")
        return
    st.markdown(t("budgets.queue_intro"))
    chosen = context.page_id(MOVEMENT)
    if chosen is not None:
        with errors.shown():
            seen = budgets.review(actor, movement_id=chosen)
            ids = [row.id for row in waiting.items]
            things.steps(t, MOVEMENT, ids, chosen, first=tables.offset(LIST), total=waiting.total)
            with st.container(border=True, width=READABLE):
                read(t, seen)
                decide(t, actor, seen)
    queue(t, list(waiting.items))
    tables.pager(waiting.total, budgets.QUEUE, LIST)


def queue(t: Translator, waiting: list[budgets.MovementRow]) -> None:
    headers = [
        t("budgets.field.movement"),
        t("budgets.table.line"),
        t("budgets.table.amount"),
        t("budgets.table.date"),
        t("budgets.table.recorder"),
    ]
    rows = [
        [
            things.link(budget_forms.kind_of(t, row), MOVEMENT, row.id),
            f"{row.line} ({row.financial_year})",
            Html(formats.money(t, row.amount)),
            formats.day(t, row.happened_on),
            row.recorder,
        ]
        for row in waiting
    ]
    tables.table(headers, rows, caption=t("budgets.queue"), align=["left", "left", "right"])


def read(t: Translator, seen: budgets.MovementReview) -> None:
    """All that is approved: the movement, and the line with its codes."""
    row = seen.movement
    st.subheader(f"{md(budget_forms.kind_of(t, row))}: {formats.money(t, row.amount)}")
    # keys: budgets.nature.*, budgets.fund.*
    about = {
        t("budgets.table.line"): f"{row.line}, {row.financial_year}",
        t("budgets.field.category"): t(f"budgets.category.{row.category.value}"),
        t("budgets.field.nature"): t(f"budgets.nature.{seen.nature.value}"),
        t("budgets.field.fund"): t(f"budgets.fund.{seen.fund.value}"),
        t("budgets.code.gfs_code"): seen.gfs_code or "–",
    } | {what: value or "–" for what, value in facts(t, row).items()}
    listed = "  \n".join(f"{md(what)}: **{md(value)}**" for what, value in about.items())
    by = t("budgets.recorded_by", name=md(row.recorder), when=formats.instant(t, row.recorded_at))
    st.markdown(f"{listed}  \n{by}")
    st.page_link(
        chrome.context_page("budget_line"),
        label=row.line,
        icon=":material/payments:",
        query_params={"line": str(row.line_id)},
    )
    effect(t, seen)


def facts(t: Translator, row: budgets.MovementRow) -> dict[str, str]:
    """What its recorder can still change, as the approver sees it."""
    return {
        t("budgets.table.amount"): formats.money(t, row.amount),
        t("budgets.table.date"): formats.day(t, row.happened_on),
        t("budgets.field.reference"): row.reference,
        t("budgets.field.note"): row.note,
    }


def became(t: Translator, actor: Actor, movement_id: int, _version: int) -> str | None:
    """Who decided or withdrew a movement that no longer waits; nothing while it does."""
    found = budgets.outcome(actor, movement_id=movement_id)
    if found is None:
        return t("budgets.error.no_longer_waiting")
    if found.state is MovementState.PENDING:
        return None
    what = f"{md(found.line)}: {formats.money(t, found.amount)}"
    # keys: decision.movement.approved, decision.movement.rejected, decision.movement.withdrawn
    who = found.decider or found.recorder
    return t(f"decision.movement.{found.state.value}", what=what, name=md(who))


def effect(t: Translator, seen: budgets.MovementReview) -> None:
    after = seen.movement.after(seen.balances)
    shown = [account for account in LedgerAccount if account is not LedgerAccount.SOURCE]
    rows = [
        [
            t(f"budgets.account.{account.value}"),
            Html(formats.money(t, seen.balances.get(account, 0))),
            Html(
                _changed(
                    formats.money(t, after.get(account, 0)), after.get(account) != seen.balances.get(account)
                )
            ),
        ]
        for account in shown
        if seen.balances.get(account) or after.get(account)
    ]
    headers = [t("budgets.table.account"), t("budgets.table.before"), t("budgets.table.after")]
    if rows:
        tables.table(headers, rows, caption=t("budgets.effect"), align=["left", "right", "right"])


def _changed(amount: str, changed: bool) -> str:
    return f"<strong>{amount}</strong>" if changed else amount


def decide(t: Translator, actor: Actor, seen: budgets.MovementReview) -> None:
    row = seen.movement
    if row.mine:
        st.warning(t("budgets.error.own_movement"), icon=":material/person:")
        return
    source, _ = flow(row.kind, row.reverses)
    short = source is not LedgerAccount.SOURCE and seen.balances.get(source, 0) < row.amount
    if short:
        left = f"{seen.balances.get(source, 0):,}"
        st.warning(t(f"budgets.short.{source.value}", left=left), icon=":material/error:")
    name = f"{LIST}.{row.id}"
    reason = st.text_area(
        t("budgets.field.reason"), key=f"{name}.reason", max_chars=budgets.NOTE_LENGTH, height=80
    )
    on = decision.seen(name, row.version, facts(t, row), reason=reason)
    with st.container(horizontal=True):
        approved = decision.button(
            on, t("budgets.approve"), key="approvals.approve", type="primary", disabled=short
        )
        rejected = decision.button(on, t("budgets.reject"), key="approvals.reject")
    with errors.shown():
        if approved:
            budgets.approve(actor, movement_id=row.id, version=on.version)
            done(name, t("budgets.approved"))
        elif rejected:
            budgets.reject(actor, movement_id=row.id, version=on.version, reason=reason)
            done(name, t("budgets.rejected"))


def done(name: str, sentence: str) -> None:
    decision.settle(name)
    chrome.flash(sentence)
    things.show(MOVEMENT, None)
    st.rerun()
